namespace BidForge.Web.Api.Models;

public enum BidStatus { Submitted, Withdrawn, Opened, Awarded, NotSelected }

public enum OpeningStatus { Open, Due, Opened, Awarded, Cancelled }

public sealed record BidInput(
    int ScopeVersion, IReadOnlyList<BidLineInput> Lines, IReadOnlyList<BidAlternate> Alternates, IReadOnlyList<BidAnswer> Answers,
    string? Notes, IReadOnlyList<Guid> Attachments);

public sealed record ExternalBidInput(
    string BidderName, DateTimeOffset ReceivedAt, IReadOnlyList<BidLineInput> Lines, IReadOnlyList<BidAlternate> Alternates,
    IReadOnlyList<BidAnswer> Answers, string? Notes, decimal? StatedTotal);

public sealed record BidLineInput(Guid LineItemId, decimal UnitPrice);

public sealed record BidAlternate(Guid AlternateId, decimal Amount);

public sealed record BidAnswer(Guid QuestionId, string Answer);

public sealed record BidLine(Guid LineItemId, decimal UnitPrice, decimal Total);

public sealed record Bid(
    Guid Id, Guid PackageId, Guid ProjectId, Guid ContractorId, Guid? BidderId, string BidderName, BidStatus Status, int Revision,
    int ScopeVersion, bool NeedsReconfirmation, IReadOnlyList<Guid> ChangedLines, IReadOnlyList<BidLine> Lines,
    IReadOnlyList<BidAlternate> Alternates, IReadOnlyList<BidAnswer> Answers, string? Notes, IReadOnlyList<Guid> Attachments,
    decimal Total, string Currency, DateTimeOffset SubmittedAt, DateTimeOffset AcceptedAt, DateTimeOffset DueAt, string TimeZone,
    long Version);

/// <summary>Proof in words: when the database took the bid, what was due when, and the rule that compares the two.</summary>
public sealed record Acceptance(Bid Bid, DateTimeOffset AcceptedAt, DateTimeOffset DueAt, string TimeZone, string Rule);

public sealed record BidRevision(
    [property: System.Text.Json.Serialization.JsonPropertyName("revision")] int Number, string Kind, DateTimeOffset AcceptedAt, int ScopeVersion, decimal Total, string DocumentHash);

public sealed record Disclosure(DateTimeOffset ViewedAt, string ViewerName);

public sealed record BoardItem(
    Guid BidId, Guid PackageId, Guid ProjectId, string PackageTitle, string ProjectName, string ContractorName, DateTimeOffset DueAt,
    string TimeZone, BidStatus Status, int Revision, bool NeedsReconfirmation, decimal? Total, int? Rank, string Currency,
    DateTimeOffset UpdatedAt);

/// <summary>How far a package is on its way from open to awarded. What belongs to the opening is null until then.</summary>
public sealed record Opening(
    Guid PackageId, OpeningStatus Status, DateTimeOffset DueAt, string TimeZone, int ScopeVersion, bool Sealed, int Openers,
    DateTimeOffset ServerTime, IReadOnlyList<Approval> Approvals, DateTimeOffset? OpenedAt, string? OpenedBy, Override? Override,
    int? BidCount, int? TreeSize, string? RootHash, AwardSummary? Award, IReadOnlyList<UndoneAward> Undone);

public sealed record Approval(string Name, DateTimeOffset ApprovedAt);

/// <summary>A platform administrator opened in the place of the contractor's people.</summary>
public sealed record Override(string Name, string Reason, DateTimeOffset At);

public sealed record AwardSummary(Guid? BidId, string WinnerName, decimal? Amount, DateTimeOffset AwardedAt);

public sealed record UndoneAward(string WinnerName, DateTimeOffset AwardedAt, DateTimeOffset UndoneAt, string Reason);

public sealed record AwardInput(Guid BidId, string? Message, bool ShowRanks);

public sealed record Award(Guid PackageId, Guid BidId, string WinnerName, decimal Amount, DateTimeOffset AwardedAt);

/// <summary>What BidForge signed of one accepted act.</summary>
public sealed record SignedReceipt(Receipt Receipt, string Signature);

public sealed record Receipt(
    string Kind, int Revision, int ScopeVersion, string DocumentHash, DateTimeOffset AcceptedAt, DateTimeOffset DueAt, string TimeZone, string KeyId);
