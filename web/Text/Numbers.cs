using System.Globalization;

namespace BidForge.Web.Text;

internal static class Numbers
{
    /// <summary>Reads what people type: <c>1,250.50</c>, <c>$ 1250.5</c>, <c>-300</c>. Null when it is not a number.</summary>
    public static decimal? Parse(string? text)
    {
        var cleaned = (text ?? "").Trim().TrimStart('$', '€', '£').Replace('\u2212', '-').Replace("\u00a0", "").Replace(" ", "");
        return decimal.TryParse(
            cleaned, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands,
            CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
    }

    public static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Percent(decimal ratio) => (ratio * 100).ToString("0.#", CultureInfo.InvariantCulture) + "%";

    public static string Count(int count, string one, string many) =>
        count.ToString("N0", CultureInfo.InvariantCulture) + " " + (count == 1 ? one : many);

    /// <summary>Text for SVG attributes and other places where only a point will do.</summary>
    public static string Svg(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    public static string Degrees(double degrees) => degrees.ToString("0.######", CultureInfo.InvariantCulture);

    public static string Bytes(long size) => size switch
    {
        >= 1L << 30 => (size / (double)(1L << 30)).ToString("0.#", CultureInfo.InvariantCulture) + " GB",
        >= 1L << 20 => (size / (double)(1L << 20)).ToString("0.#", CultureInfo.InvariantCulture) + " MB",
        >= 1L << 10 => (size / (double)(1L << 10)).ToString("0", CultureInfo.InvariantCulture) + " KB",
        _ => size.ToString(CultureInfo.InvariantCulture) + " bytes",
    };

    public static string Distance(double km) => km < 10
        ? km.ToString("0.#", CultureInfo.InvariantCulture) + " km"
        : km.ToString("N0", CultureInfo.InvariantCulture) + " km";
}
