using BidForge.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BidForge.Projects;

/// <summary>The one place where refusals get their codes and words.</summary>
internal static class Refusals
{
    /// <param name="facts">More members for programs, such as the times that a refusal turns on.</param>
    public static ProblemHttpResult ToProblem(this Refusal refusal, params IEnumerable<KeyValuePair<string, object?>> facts) => refusal switch
    {
        Refusal.ProjectNoPackages => Problem.Conflict("project.no-packages", "A project needs at least one package before it is published."),
        Refusal.ProjectNotPublished => Problem.Conflict("project.not-published", "The project is still a draft.", "Publish the project; its draft packages go out with it."),
        Refusal.ProjectPublished => Problem.Conflict("project.published", "The currency can't change once the project is published.", "Bids are priced in it."),
        Refusal.ProjectIsPublic => Problem.Conflict(
            "project.is-public", "A published project that everybody sees can't be closed to some.", "Companies may be bidding on it already. Cancel it, and post another."),
        Refusal.ProjectCancelled => Problem.Conflict("project.cancelled", "The project is cancelled."),
        Refusal.ProjectTooManyPackages => Problem.Conflict("project.too-many-packages", $"A project has at most {Packages.Package.MaximumPerProject} packages."),
        Refusal.PackagePublished => Problem.Conflict("package.published", "The package is published.", "Issue an addendum to change its scope or due time."),
        Refusal.PackageNotPublished => Problem.Conflict("package.not-published", "The package is still a draft."),
        Refusal.PackageCancelled => Problem.Conflict("package.cancelled", "The package is cancelled."),
        Refusal.PackagePastDue => Problem.Conflict("package.past-due", "The due time of the package has passed.", extensions: facts),
        Refusal.PackageTooManyInvitations => Problem.Conflict("package.too-many-invitations", $"A package has at most {Invitations.Invitation.MaximumPerPackage} invitations."),
        Refusal.PackageTooManyQuestions => Problem.Conflict("package.too-many-questions", $"A company asks at most {Questions.Question.MaximumPerCompany} questions on a package."),
        Refusal.PackageDeadlineNear => Problem.Conflict(
            "package.deadline-near", "The deadline is too near for this change.",
            "Bidders need time to hear of it. Extend the due time to leastDueAt or later; a text that changes neither scope nor due time may still go out.", facts),
        Refusal.AddendumDueInPast => Problem.Invalid("dueAt", Packages.Package.DueInPast),
        Refusal.QuestionAnswered => Problem.Conflict("question.answered", "The question is answered already."),
    };

    public static ProblemHttpResult NoProject() => Problem.NotFound("project.not-found", "project");

    public static ProblemHttpResult NoPackage() => Problem.NotFound("package.not-found", "package");

    public static ProblemHttpResult NoInvitation() => Problem.NotFound("invitation.not-found", "invitation");

    public static ProblemHttpResult NoQuestion() => Problem.NotFound("question.not-found", "question");

    /// <summary>Somebody else wrote between our read and our write: as if <c>If-Match</c> had come too late (RFC 9110, 13.1.1).</summary>
    public static ProblemHttpResult Changed() =>
        Problem.Of(StatusCodes.Status412PreconditionFailed, ProblemCodes.PreconditionStale, "It was changed since you read it.", "Read it again and decide.");
}
