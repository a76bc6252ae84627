namespace BidForge.Bids.Opening;

/// <summary>Where a package stands between taking bids and award.</summary>
internal enum OpeningStatus
{
    /// <summary>Takes bids.</summary>
    Open,

    /// <summary>The due time has passed; the bids are still closed.</summary>
    Due,
    Opened,
    Awarded,
    Cancelled,
}

/// <param name="Sealed">Whether bids stay closed until opening, to everybody but their bidder.</param>
/// <param name="Openers">How many different people must open.</param>
/// <param name="ServerTime">The clock that decides.</param>
/// <param name="Approvals">Who asked for the opening, in order. For the contractor's people; after opening for everybody.</param>
/// <param name="BidCount">After opening only, as is all that follows.</param>
/// <param name="TreeSize">How many acts of bidders (submits, revisions, withdrawals) the root stands for.</param>
/// <param name="RootHash">Merkle root over them (RFC 9162), hex; signed at <c>/packages/{id}/opening/root</c>.</param>
/// <param name="Undone">Awards that were taken back, oldest first, with the reasons; the same for everybody who may see the package.</param>
internal sealed record OpeningView(
    Guid PackageId,
    OpeningStatus Status,
    DateTimeOffset DueAt,
    string TimeZone,
    int ScopeVersion,
    bool Sealed,
    int Openers,
    DateTimeOffset ServerTime,
    IReadOnlyList<ApprovalView> Approvals,
    DateTimeOffset? OpenedAt,
    string? OpenedBy,
    OverrideView? Override,
    int? BidCount,
    int? TreeSize,
    string? RootHash,
    AwardView? Award,
    IReadOnlyList<Award.Undone> Undone);

internal sealed record ApprovalView(string Name, DateTimeOffset ApprovedAt);

/// <summary>A platform administrator opened in the place of the contractor's people.</summary>
internal sealed record OverrideView(string Name, string Reason, DateTimeOffset At);

/// <param name="BidId">For the contractor and the winner.</param>
/// <param name="Amount">For the contractor and the winner.</param>
internal sealed record AwardView(Guid? BidId, string WinnerName, decimal? Amount, DateTimeOffset AwardedAt);
