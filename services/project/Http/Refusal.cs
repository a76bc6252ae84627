namespace BidForge.Projects;

/// <summary>Why a project or package refuses what was asked of it.</summary>
internal enum Refusal
{
    ProjectNoPackages,
    ProjectNotPublished,
    ProjectPublished,
    ProjectIsPublic,
    ProjectCancelled,
    ProjectTooManyPackages,
    PackagePublished,
    PackageNotPublished,
    PackageCancelled,
    PackagePastDue,
    PackageTooManyInvitations,
    PackageTooManyQuestions,
    PackageDeadlineNear,
    AddendumDueInPast,
    QuestionAnswered,
}
