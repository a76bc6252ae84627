namespace BidForge.Contracts.Bids;

/// <summary>A bid was accepted. For the bidder's own people only: carries no amount, and nobody else may learn of it before opening.</summary>
[SealedOnTheBus]
public sealed record BidSubmitted(
    Guid BidId,
    Guid PackageId,
    Guid ProjectId,
    Guid ContractorId,
    Guid BidderId,
    string ContractorName,
    string ProjectName,
    string PackageTitle,
    string Trade,
    string Currency,
    int Revision,
    int ScopeVersion,
    DateTimeOffset AcceptedAt,
    DateTimeOffset DueAt,
    string TimeZone);

/// <summary>A revision of a bid was accepted. Same secrecy as <see cref="BidSubmitted"/>.</summary>
[SealedOnTheBus]
public sealed record BidRevised(
    Guid BidId,
    Guid PackageId,
    Guid ProjectId,
    Guid ContractorId,
    Guid BidderId,
    string ProjectName,
    string PackageTitle,
    int Revision,
    int ScopeVersion,
    DateTimeOffset AcceptedAt,
    DateTimeOffset DueAt,
    string TimeZone);

/// <summary>A bid was withdrawn before the deadline. Same secrecy as <see cref="BidSubmitted"/>.</summary>
[SealedOnTheBus]
public sealed record BidWithdrawn(
    Guid BidId,
    Guid PackageId,
    Guid ProjectId,
    Guid ContractorId,
    Guid BidderId,
    string ProjectName,
    string PackageTitle,
    int Revision,
    DateTimeOffset AcceptedAt,
    DateTimeOffset DueAt,
    string TimeZone);
