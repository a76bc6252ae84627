namespace BidForge.ServiceDefaults.Plans;

/// <summary>The calendar month in UTC that quotas are counted by.</summary>
public static class UsageMonth
{
    public static DateTimeOffset StartOf(DateTimeOffset now) => new(now.UtcDateTime.Year, now.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>When counts begin anew.</summary>
    public static DateTimeOffset EndOf(DateTimeOffset now) => StartOf(now).AddMonths(1);
}
