namespace BidForge.Analytics.Subcontractors;

/// <summary>A subcontractor's figures, its own sealed bids among them.</summary>
/// <param name="Viewed">Invitations looked at, answered ones included.</param>
/// <param name="Submitted">Bids that stand; withdrawn ones are left out.</param>
/// <param name="LookedAt">Of those, the bids that somebody of the contractor looked at.</param>
/// <param name="Pending">Bids that stand, have no result yet, and whose package was not cancelled.</param>
/// <param name="HitRate">Won over won and lost, 0 to 1, four decimals.</param>
/// <param name="WonAmount">Sum of the awards won in <paramref name="Currency"/>.</param>
/// <param name="Currency">The currency with most awards won, ISO 4217; absent before the first.</param>
/// <param name="WonSums">Sums per currency.</param>
/// <param name="Pipeline">What is under way and what was decided, the latest due time first; at most 500. Invitations whose time is over without a bid are left out.</param>
public sealed record SubcontractorNumbers(
    long Invited,
    long Viewed,
    long WillBid,
    long Declined,
    long Submitted,
    long LookedAt,
    long Won,
    long Lost,
    long Pending,
    decimal HitRate,
    decimal WonAmount,
    string? Currency,
    IReadOnlyList<WonSum> WonSums,
    IReadOnlyList<PipelineItem> Pipeline,
    IReadOnlyList<SubcontractorTrade> ByTrade);

/// <summary>What was won in one currency.</summary>
public sealed record WonSum(string Currency, long Awards, decimal Amount);

/// <summary>One package on the way.</summary>
/// <param name="Stage">invited, willBid, submitted, opened, won or lost.</param>
public sealed record PipelineItem(Guid PackageId, string Title, string ProjectName, DateTimeOffset DueAt, string TimeZone, string Stage);

/// <summary>One trade.</summary>
public sealed record SubcontractorTrade(string Trade, long Submitted, long Won, long Lost, decimal HitRate);
