namespace BidForge.Contracts.Bids;

/// <summary>A package was awarded to one bid.</summary>
/// <param name="WinnerId">Null when the winning bid came from outside the system.</param>
public sealed record PackageAwarded(
    Guid PackageId,
    Guid ProjectId,
    Guid ContractorId,
    Guid BidId,
    Guid? WinnerId,
    string WinnerName,
    string ContractorName,
    string ProjectName,
    string PackageTitle,
    string Trade,
    decimal Amount,
    string Currency,
    string? Message,
    DateTimeOffset AwardedAt);

/// <summary>A bid did not win. One per bidder, so that everybody hears its own result.</summary>
/// <param name="Rank">From 1 (lowest normalised total); null when the contractor keeps ranks to itself.</param>
/// <param name="BidCount">How many bids were ranked; null with <paramref name="Rank"/>.</param>
public sealed record BidNotSelected(
    Guid PackageId,
    Guid ProjectId,
    Guid ContractorId,
    Guid BidId,
    Guid BidderId,
    string ContractorName,
    string ProjectName,
    string PackageTitle,
    int? Rank,
    int? BidCount,
    DateTimeOffset DecidedAt);

/// <summary>An award was taken back; the package can be awarded anew. For every bidder of the package, with the reason.</summary>
/// <param name="BidId">The bid that had won.</param>
/// <param name="WinnerId">Null when that bid came from outside the system.</param>
/// <param name="AwardedAt">Of the award that no longer stands; names it among several of a package.</param>
/// <param name="Bids">All opened bids that came through the system.</param>
public sealed record AwardUndone(
    Guid PackageId,
    Guid ProjectId,
    Guid ContractorId,
    Guid BidId,
    Guid? WinnerId,
    string WinnerName,
    string ContractorName,
    string ProjectName,
    string PackageTitle,
    string UndoneByName,
    string Reason,
    DateTimeOffset AwardedAt,
    DateTimeOffset UndoneAt,
    IReadOnlyList<OpenBid> Bids);

/// <summary>A bid that may win again.</summary>
public sealed record OpenBid(Guid BidId, Guid BidderId);
