using BidForge.Ledger;

namespace BidForge.Bids.Bidding;

/// <summary>Where a bid stands. Before opening only its bidder hears of it.</summary>
internal enum BidStatus
{
    Submitted,
    Withdrawn,
    Opened,
    Awarded,
    NotSelected,
}

/// <summary>A bid as its bidder sees it, and after opening the contractor.</summary>
/// <param name="BidderId">Absent for a bid from outside the system.</param>
/// <param name="NeedsReconfirmation">An addendum changed the scope after this bid: revise it against the current scope version.</param>
/// <param name="ChangedLines">Lines changed or added between the bid's scope version and the current one.</param>
/// <param name="Total">Sum of the base lines in <paramref name="Currency"/>.</param>
/// <param name="AcceptedAt">The database's clock when the latest revision was accepted.</param>
/// <param name="DueAt">The deadline in force at that moment.</param>
internal sealed record Bid(
    Guid Id,
    Guid PackageId,
    Guid ProjectId,
    Guid ContractorId,
    Guid? BidderId,
    string BidderName,
    BidStatus Status,
    int Revision,
    int ScopeVersion,
    bool NeedsReconfirmation,
    IReadOnlyList<Guid> ChangedLines,
    IReadOnlyList<PricedLine> Lines,
    IReadOnlyList<AlternatePrice> Alternates,
    IReadOnlyList<QuestionAnswer> Answers,
    string? Notes,
    IReadOnlyList<Guid> Attachments,
    decimal Total,
    string Currency,
    DateTimeOffset SubmittedAt,
    DateTimeOffset AcceptedAt,
    DateTimeOffset DueAt,
    string TimeZone,
    int Version);

/// <summary>The answer to submit, revise and withdraw.</summary>
/// <param name="Receipt">What the bidder can prove by: checkable offline with the keys at <c>/receipts/keys</c>.</param>
internal sealed record Acceptance(Bid Bid, DateTimeOffset AcceptedAt, DateTimeOffset DueAt, string TimeZone, string Rule, SignedReceipt Receipt)
{
    /// <summary>Stated in every acceptance and every refusal for lateness.</summary>
    public const string TheRule = "A bid is accepted if and only if the database clock, read after the package is locked, is before the due time.";
}
