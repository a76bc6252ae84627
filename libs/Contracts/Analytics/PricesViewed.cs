namespace BidForge.Contracts.Analytics;

/// <summary>Somebody of the contractor was shown the prices of a package's opened bids in its figures; the bid service notes it in each bidder's disclosure log.</summary>
public sealed record PricesViewed(Guid PackageId, Guid ContractorId, Guid ViewerId, string ViewerName, DateTimeOffset ViewedAt);
