namespace BidForge.Load.Measuring;

/// <summary>Milliseconds.</summary>
public sealed record LatencySummary(long Count, double Mean, double P50, double P90, double P99, double P999, double Max);

/// <summary>Every latency is kept, so that percentiles are exact. One per worker; joined at the end.</summary>
internal sealed class Latencies
{
    private readonly List<long> ticks = [];

    /// <param name="elapsed">In ticks of the time provider's timestamp.</param>
    public void Add(long elapsed) => ticks.Add(elapsed);

    public static LatencySummary Summarize(IEnumerable<Latencies> parts)
    {
        var all = parts.SelectMany(part => part.ticks).ToArray();
        Array.Sort(all);
        return all.Length is 0
            ? new(0, 0, 0, 0, 0, 0, 0)
            : new(all.Length, Milliseconds(all.Average()), At(all, 0.5), At(all, 0.9), At(all, 0.99), At(all, 0.999), Milliseconds(all[^1]));
    }

    private static double At(long[] sorted, double fraction) => Milliseconds(sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * fraction))]);

    private static double Milliseconds(double ticks) => Math.Round(ticks * 1000 / TimeProvider.System.TimestampFrequency, 3);
}
