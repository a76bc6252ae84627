namespace BidForge.Web.Api.Models;

public enum InvitationStatus { Invited, Viewed, WillBid, Declined }

public sealed record Invitation(
    Guid Id, Guid PackageId, string PackageTitle, Guid ProjectId, string ProjectName, string ContractorName, Guid CompanyId,
    string CompanyName, InvitationStatus Status, string? Reason, DateTimeOffset DueAt, string TimeZone, DateTimeOffset InvitedAt,
    DateTimeOffset? AnsweredAt);

public sealed record Skipped(Guid CompanyId, string Reason);

public sealed record InviteOutcome(IReadOnlyList<Invitation> Data, IReadOnlyList<Skipped> Skipped);
