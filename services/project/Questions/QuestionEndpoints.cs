using BidForge.Projects.Storage;
using BidForge.ServiceDefaults.Tokens;

namespace BidForge.Projects.Questions;

internal static class QuestionEndpoints
{
    public static void MapQuestions(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/packages/{packageId:guid}/questions", ListQuestions.HandleAsync).DescribesQuery().WithTags("Questions");

        var writes = routes.MapWrites("/packages/{packageId:guid}/questions").WithTags("Questions");
        writes.MapPost("/", AskQuestion.HandleAsync).RequireAuthorization(Policies.SubcontractorEstimator);
        writes.MapPost("/{questionId:guid}/answer", AnswerQuestion.HandleAsync).RequireAuthorization(Policies.ContractorEstimator);
    }
}
