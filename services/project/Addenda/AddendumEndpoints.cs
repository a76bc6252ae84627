using BidForge.Projects.Storage;
using BidForge.ServiceDefaults.Tokens;

namespace BidForge.Projects.Addenda;

internal static class AddendumEndpoints
{
    public static void MapAddenda(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/packages/{packageId:guid}/addenda", ListAddenda.HandleAsync).DescribesQuery().WithTags("Addenda");

        var posting = routes.MapWrites("/packages/{packageId:guid}/addenda").WithTags("Addenda").RequireAuthorization(Policies.ContractorEstimator);
        posting.MapPost("/", IssueAddendum.HandleAsync);
    }
}
