namespace BidForge.Contracts.Projects;

/// <summary>A company was invited to bid on a package.</summary>
/// <param name="CompanyId">The invited subcontractor.</param>
public sealed record CompanyInvited(
    Guid InvitationId,
    Guid PackageId,
    Guid ProjectId,
    Guid ContractorId,
    string ContractorName,
    Guid CompanyId,
    string CompanyName,
    string ProjectName,
    string PackageTitle,
    string Trade,
    DateTimeOffset DueAt,
    string TimeZone,
    DateTimeOffset OccurredAt);

/// <summary>How an invited company answered.</summary>
public enum InvitationAnswer
{
    Viewed,
    WillBid,
    Declined,
}

/// <summary>An invited company looked at its invitation, or said whether it will bid.</summary>
public sealed record InvitationAnswered(
    Guid InvitationId,
    Guid PackageId,
    Guid ProjectId,
    Guid ContractorId,
    Guid CompanyId,
    string CompanyName,
    string ProjectName,
    string PackageTitle,
    InvitationAnswer Answer,
    string? Reason,
    DateTimeOffset OccurredAt);
