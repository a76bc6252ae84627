using BidForge.Contracts.Projects;
using BidForge.Messaging;
using BidForge.Projects.Projects;
using BidForge.Projects.Storage;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Projects.Questions;

internal static class AnswerQuestion
{
    /// <summary>Answers for everybody who may see the package, once. 404 <c>package.not-found</c>, <c>question.not-found</c>; 409 <c>question.answered</c>.</summary>
    public static async Task<Results<Ok<QuestionView>, ProblemHttpResult>> HandleAsync(
        Guid packageId, Guid questionId, QuestionInput input, Caller caller, ProjectDb db, TimeProvider time, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors().Text("text", input.Text, 10_000);
        if (errors.Any)
            return errors.ToProblem();
        if (await db.LockPackageAsync(packageId, caller.CompanyId, cancellationToken) is not ({ } project, { } package))
            return Refusals.NoPackage();
        if (await db.Questions.SingleOrDefaultAsync(q => q.Id == questionId && q.PackageId == packageId, cancellationToken) is not { } question)
            return Refusals.NoQuestion();
        var now = time.Now();
        if (question.Reply(input.Text.Trim(), now) is { } refusal)
            return refusal.ToProblem();

        db.Add(HistoryEntry.Of(caller, project.Id, HistoryAction.QuestionAnswered, now, packageId, new FieldChanges().Add("answer", null, question.Answer).ToList()));
        db.AddEvent(new QuestionAnswered(
            questionId, packageId, project.Id, project.CompanyId, question.AskerId, project.Name, package.Title, question.Text, question.Answer!, now));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(QuestionView.Of(question, project.CompanyId, caller.CompanyId));
    }
}
