using BidForge.Contracts;

namespace BidForge.Bids.Board;

/// <summary>
/// What a bidder's board shows of one bid from now on. Sent by this service to itself, from the shard of the package to the shard of the bidder.
/// Carries a total after opening only.
/// </summary>
/// <param name="Change">Grows with every change of the bid: an older one that comes later is dropped.</param>
[SealedOnTheBus]
public sealed record BoardChanged(
    Guid BidderId, Guid BidId, Guid PackageId, Guid ProjectId, string PackageTitle, string ProjectName, string ContractorName,
    DateTimeOffset DueAt, string TimeZone, string Status, int Revision, bool NeedsReconfirmation, decimal? Total, int? Rank, string Currency,
    DateTimeOffset UpdatedAt, int Change);
