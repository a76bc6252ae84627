namespace BidForge.Analytics;

internal static class Rates
{
    /// <summary>A share between 0 and 1 to four decimals; 0 of nothing.</summary>
    public static decimal Of(long part, long whole) => whole is 0 ? 0 : Math.Round((decimal)part / whole, 4, MidpointRounding.AwayFromZero);
}
