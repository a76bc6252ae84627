namespace BidForge.Web.Api.Models;

public enum Plan { Free, Pro, Enterprise }

public sealed record Usage(
    Plan Plan, string Month, DateTimeOffset ResetsAt, Used Requests, Used Bids, Used StorageBytes, IReadOnlyList<MonthOfUse> Months);

/// <param name="Limit">Null where the plan has none.</param>
public sealed record Used(long Amount, long? Limit)
{
    /// <summary>0 to 1; null without a limit.</summary>
    public decimal? Share => Limit is { } limit ? Math.Min(1, (decimal)Amount / Math.Max(1, limit)) : null;
}

public sealed record MonthOfUse(string Month, long Requests, long Bids, long StorageBytes);
