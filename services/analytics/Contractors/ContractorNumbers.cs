namespace BidForge.Analytics.Contractors;

/// <summary>A contractor's figures. Drafts are not counted; bids only of opened packages.</summary>
/// <param name="Projects">Published projects, cancelled ones too.</param>
/// <param name="Packages">Published packages, cancelled ones too.</param>
/// <param name="Invited">Invitations sent.</param>
/// <param name="Answered">Invitations answered with "will bid" or "declined".</param>
/// <param name="ResponseRate">Answered over invited, 0 to 1, four decimals.</param>
/// <param name="Questions">Questions asked on packages.</param>
/// <param name="AnswerHours">The median time from a question to its first answer, in hours, one decimal; absent before the first.</param>
/// <param name="Bids">Bids in the opened packages.</param>
/// <param name="AwardedAmount">Sum of the awards in <paramref name="Currency"/>.</param>
/// <param name="Currency">The currency with most awards, ISO 4217; absent before the first.</param>
/// <param name="Awarded">Sums per currency.</param>
/// <param name="Coverage">The newest 500 published packages by due time.</param>
public sealed record ContractorNumbers(
    long Projects,
    long Packages,
    long Invited,
    long Answered,
    decimal ResponseRate,
    long Questions,
    decimal? AnswerHours,
    long PackagesOpened,
    long Bids,
    decimal AwardedAmount,
    string? Currency,
    IReadOnlyList<AwardedSum> Awarded,
    IReadOnlyList<PackageCoverage> Coverage,
    IReadOnlyList<ContractorTrade> ByTrade);

/// <summary>What was awarded in one currency.</summary>
public sealed record AwardedSum(string Currency, long Awards, decimal Amount);

/// <summary>How a package stands.</summary>
/// <param name="Viewed">Invited companies that looked, those that answered included.</param>
/// <param name="Unanswered">Of the <paramref name="Questions"/>, those that still wait.</param>
/// <param name="Bids">Absent until the bids are opened; so are the prices.</param>
/// <param name="Low">The lowest total.</param>
/// <param name="Median">By linear interpolation, rounded to the cent.</param>
public sealed record PackageCoverage(
    Guid PackageId,
    Guid ProjectId,
    string Title,
    string ProjectName,
    string Trade,
    DateTimeOffset DueAt,
    long Invited,
    long Viewed,
    long WillBid,
    long Declined,
    long Questions,
    long Unanswered,
    long Addenda,
    long Documents,
    long? Bids,
    decimal? Low,
    decimal? Median,
    decimal? High,
    string Currency);

/// <summary>One trade in one currency.</summary>
/// <param name="Subcontractors">Companies on the marketplace that do this trade.</param>
/// <param name="Bids">Bids in the opened packages; absent when none was opened.</param>
/// <param name="MedianLow">The median of the packages' lowest totals.</param>
public sealed record ContractorTrade(string Trade, string Currency, long Packages, long Subcontractors, long? Bids, decimal? MedianLow);
