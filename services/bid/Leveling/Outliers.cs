using BidForge.Bids.Bidding;

namespace BidForge.Bids.Leveling;

/// <summary>
/// Which amounts lie far from the others. Robust: one wild amount moves neither the median nor the quartiles much, so it can't hide itself or shame the rest.
/// </summary>
internal static class Outliers
{
    private const int Fewest = 3;
    private const decimal Far = 0.30m;
    private const decimal Near = 0.05m;

    /// <summary>
    /// With three amounts or more: further than 30 % from the median, or outside Tukey's fences (1.5 interquartile ranges beyond the quartiles) and
    /// further than 5 % from the median, so that bids that agree to the dollar don't flag each other.
    /// </summary>
    public static Func<decimal, bool> Among(IReadOnlyCollection<decimal> amounts)
    {
        if (amounts.Count < Fewest)
            return _ => false;
        var sorted = amounts.Order().ToList();
        var (median, first, third) = (Quantile(sorted, 2), Quantile(sorted, 1), Quantile(sorted, 3));
        var reach = 1.5m * (third - first);
        return amount =>
        {
            var distance = Math.Abs(amount - median);
            return distance > Far * Math.Abs(median)
                || (amount < first - reach || amount > third + reach) && distance > Near * Math.Abs(median);
        };
    }

    /// <summary>The middle value, or the mean of the two in the middle to the cent; null of nothing.</summary>
    public static decimal? Median(IEnumerable<decimal> amounts)
    {
        var sorted = amounts.Order().ToList();
        return sorted.Count is 0 ? null : BidTotals.Cents(Quantile(sorted, 2));
    }

    // Linear between the two nearest, as a spreadsheet's QUARTILE.INC.
    private static decimal Quantile(List<decimal> sorted, int quarter)
    {
        var (at, rest) = Math.DivRem(quarter * (sorted.Count - 1), 4);
        return rest is 0 ? sorted[at] : sorted[at] + rest * (sorted[at + 1] - sorted[at]) / 4;
    }
}
