using System.Globalization;

namespace BidForge.Web.Text;

internal static class Ago
{
    /// <summary>For example <c>3 min ago</c>, <c>in 2 days</c>.</summary>
    public static string Of(DateTimeOffset instant, DateTimeOffset now)
    {
        var span = instant - now;
        var amount = Amount(span.Duration());
        return amount == "" ? "just now" : span < TimeSpan.Zero ? amount + " ago" : "in " + amount;
    }

    private static string Amount(TimeSpan span) => span switch
    {
        { TotalSeconds: < 45 } => "",
        { TotalMinutes: < 60 } => $"{Math.Max(1, (int)Math.Round(span.TotalMinutes))} min",
        { TotalHours: < 48 } => Plural((int)span.TotalHours, "hour"),
        { TotalDays: < 60 } => Plural((int)span.TotalDays, "day"),
        _ => Plural((int)(span.TotalDays / 30), "month"),
    };

    private static string Plural(int count, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {unit}{(count == 1 ? "" : "s")}");
}
