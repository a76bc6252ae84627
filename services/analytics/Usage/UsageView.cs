using BidForge.Contracts;

namespace BidForge.Analytics.Usage;

/// <summary>What a company has used, and what its plan includes.</summary>
/// <param name="Plan">free, pro or enterprise.</param>
/// <param name="Month">The current one, YYYY-MM in UTC.</param>
/// <param name="ResetsAt">When requests and bids are counted from zero again.</param>
/// <param name="Requests">To the API in this month, some seconds behind.</param>
/// <param name="Bids">Packages that were bid on for the first time in this month.</param>
/// <param name="StorageBytes">Of all files that are stored now.</param>
/// <param name="Months">The last twelve in which anything was used, this one included, newest first.</param>
public sealed record UsageView(Plan Plan, string Month, DateTimeOffset ResetsAt, Used Requests, Used Bids, Used StorageBytes, IReadOnlyList<MonthOfUse> Months);

/// <param name="Amount">Used so far.</param>
/// <param name="Limit">What the plan includes; absent where there is no limit.</param>
public sealed record Used(long Amount, long? Limit);

/// <param name="Month">YYYY-MM in UTC.</param>
/// <param name="StorageBytes">At the end of the month, or now.</param>
public sealed record MonthOfUse(string Month, long Requests, long Bids, long StorageBytes);
