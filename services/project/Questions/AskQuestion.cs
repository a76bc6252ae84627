using BidForge.Contracts.Projects;
using BidForge.Messaging;
using BidForge.Projects.Packages;
using BidForge.Projects.Storage;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Projects.Questions;

internal static class AskQuestion
{
    /// <summary>Asks the contractor. 404 <c>package.not-found</c>; 409 <c>package.past-due</c>, <c>package.cancelled</c>, <c>package.too-many-questions</c>.</summary>
    public static async Task<Results<Created<QuestionView>, ProblemHttpResult>> HandleAsync(
        Guid packageId, QuestionInput input, Caller caller, ProjectDb db, TimeProvider time, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors().Text("text", input.Text, 4000);
        if (errors.Any)
            return errors.ToProblem();
        if (await db.PackagesSeenBy(caller.CompanyId).SingleOrDefaultAsync(s => s.Package.Id == packageId, cancellationToken) is not { } seen)
            return Refusals.NoPackage();
        var now = time.Now();
        if (seen.Package.WhyNotOpen(now) is { } refusal)
            return refusal.ToProblem();
        if (await db.Questions.CountAsync(q => q.PackageId == packageId && q.AskerId == caller.CompanyId, cancellationToken) >= Question.MaximumPerCompany)
            return Refusal.PackageTooManyQuestions.ToProblem();

        var question = new Question
        {
            Id = Guid.CreateVersion7(now),
            PackageId = packageId,
            ProjectId = seen.Project.Id,
            AskerId = caller.CompanyId,
            AskerName = caller.CompanyName,
            Text = input.Text.Trim(),
            AskedAt = now,
        };
        db.Add(question);
        db.AddEvent(new QuestionAsked(
            question.Id, packageId, question.ProjectId, seen.Project.CompanyId, question.AskerId, question.AskerName,
            seen.Project.Name, seen.Package.Title, question.Text, now));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/packages/{packageId}/questions", QuestionView.Of(question, seen.Project.CompanyId, caller.CompanyId));
    }
}
