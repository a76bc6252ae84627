namespace BidForge.Web.Api.Models;

public sealed record ContractorNumbers(
    int Projects, int Packages, int Invited, int Answered, decimal ResponseRate, int Questions, decimal? AnswerHours, int PackagesOpened, int Bids, decimal AwardedAmount,
    IReadOnlyList<PackageCoverage> Coverage, IReadOnlyList<ContractorTrade> ByTrade);

public sealed record PackageCoverage(
    Guid PackageId, Guid ProjectId, string Title, string ProjectName, string Trade, DateTimeOffset DueAt, int Invited, int Viewed,
    int WillBid, int Declined, int Questions, int Unanswered, int Addenda, int Documents, int? Bids, decimal? Low, decimal? Median, decimal? High, string Currency)
{
    /// <summary>Looked and has not answered; <see cref="Viewed"/> counts those that answered too.</summary>
    public int OnlyViewed => Math.Max(0, Viewed - WillBid - Declined);

    public int Silent => Math.Max(0, Invited - WillBid - Declined - OnlyViewed);
}

public sealed record ContractorTrade(string Trade, int Packages, int Subcontractors, int? Bids, decimal? MedianLow);

public sealed record Spread(
    Guid PackageId, string Currency, int Count, decimal Low, decimal Q1, decimal Median, decimal Q3, decimal High, decimal Mean,
    IReadOnlyList<SpreadBid> Bids);

public sealed record SpreadBid(Guid BidId, string BidderName, decimal Total);

public sealed record SubcontractorNumbers(
    int Invited, int Viewed, int WillBid, int Declined, int Submitted, int LookedAt, int Won, int Lost, int Pending, decimal HitRate,
    decimal WonAmount, IReadOnlyList<PipelineItem> Pipeline, IReadOnlyList<SubcontractorTrade> ByTrade);

public sealed record PipelineItem(
    Guid PackageId, string Title, string ProjectName, DateTimeOffset DueAt, string TimeZone, string Stage);

public sealed record SubcontractorTrade(string Trade, int Submitted, int Won, int Lost, decimal HitRate);
