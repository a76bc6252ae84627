namespace BidForge.Contracts.Bids;

/// <summary>One bid as opened.</summary>
/// <param name="Total">Base total in the package's currency.</param>
public sealed record OpenedBid(
    Guid BidId,
    Guid BidderId,
    string BidderName,
    decimal Total,
    int ScopeVersion,
    DateTimeOffset AcceptedAt,
    IReadOnlyList<Guid> Attachments);

/// <summary>The bids of a package were opened; from here on they are known to the contractor.</summary>
public sealed record BidsOpened(
    Guid PackageId,
    Guid ProjectId,
    Guid ContractorId,
    string ContractorName,
    string ProjectName,
    string PackageTitle,
    string Trade,
    string Currency,
    DateTimeOffset DueAt,
    DateTimeOffset OpenedAt,
    IReadOnlyList<OpenedBid> Bids);

/// <summary>Somebody of the contractor looked at an opened bid: a line of the bidder's disclosure log.</summary>
public sealed record BidViewed(
    Guid BidId,
    Guid PackageId,
    Guid ProjectId,
    Guid BidderId,
    Guid ViewerId,
    string ViewerName,
    string ProjectName,
    string PackageTitle,
    DateTimeOffset ViewedAt);
