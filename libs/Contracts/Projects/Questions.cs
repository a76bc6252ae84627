namespace BidForge.Contracts.Projects;

/// <summary>A company asked a question on a package; for the contractor only until it is answered.</summary>
public sealed record QuestionAsked(
    Guid QuestionId,
    Guid PackageId,
    Guid ProjectId,
    Guid ContractorId,
    Guid AskerId,
    string AskerName,
    string ProjectName,
    string PackageTitle,
    string Text,
    DateTimeOffset OccurredAt);

/// <summary>The contractor answered; every interested company sees question and answer, not who asked.</summary>
public sealed record QuestionAnswered(
    Guid QuestionId,
    Guid PackageId,
    Guid ProjectId,
    Guid ContractorId,
    Guid AskerId,
    string ProjectName,
    string PackageTitle,
    string Text,
    string Answer,
    DateTimeOffset OccurredAt);
