namespace BidForge.Load.Deadline;

/// <summary>
/// When bids are sent, whatever happens to those before: a tenth of the rate at first, rising evenly to the whole of it at half-time,
/// the whole of it until the due time, and for a second longer, for there are always some who come too late.
/// </summary>
internal static class ArrivalPlan
{
    private const double FirstPart = 0.1;

    /// <summary>What comes after the due time, in seconds.</summary>
    public const double Late = 1;

    /// <param name="rate">Bids per second at the deadline.</param>
    /// <param name="seconds">From the first bid to the due time.</param>
    /// <returns>Seconds since the first, ascending.</returns>
    public static double[] Of(int rate, int seconds)
    {
        var times = new List<double>();
        for (var at = 0.0; at < seconds + Late; at += 1 / RateAt(at, rate, seconds))
            times.Add(at);
        return [.. times];
    }

    private static double RateAt(double at, int rate, int seconds) => rate * Math.Min(1, FirstPart + (1 - FirstPart) * at / (seconds / 2.0));
}
