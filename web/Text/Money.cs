using System.Globalization;

namespace BidForge.Web.Text;

/// <summary>Amounts as people read them: grouped thousands, two places, ISO 4217 code in front.</summary>
internal static class Money
{
    private static readonly NumberFormatInfo Format = new() { NegativeSign = "\u2212" };

    public static string Plain(decimal amount) => amount.ToString("N2", Format);

    public static string Of(decimal amount, string currency) => $"{currency}\u00a0{Plain(amount)}";

    /// <summary>Unit prices may go to four places; needless zeros beyond two are dropped.</summary>
    public static string Unit(decimal price) => price.ToString("#,##0.00##", Format);

    public static string Quantity(decimal quantity) => quantity.ToString("#,##0.####", Format);

    /// <summary>With its sign, for differences and alternates that add or deduct.</summary>
    public static string Signed(decimal amount) => amount > 0 ? "+" + Plain(amount) : Plain(amount);

    /// <summary>For chart axes and tiles: 1.2M, 340k.</summary>
    public static string Short(decimal amount) => Math.Abs(amount) switch
    {
        >= 1_000_000_000 => (amount / 1_000_000_000).ToString("0.##", Format) + "B",
        >= 1_000_000 => (amount / 1_000_000).ToString("0.##", Format) + "M",
        >= 10_000 => (amount / 1_000).ToString("0", Format) + "k",
        >= 1_000 => (amount / 1_000).ToString("0.#", Format) + "k",
        _ => amount.ToString("0.##", Format),
    };

    /// <summary>What an input field holds: no grouping, so that it can be typed over.</summary>
    public static string Input(decimal? amount) => amount?.ToString("0.####", CultureInfo.InvariantCulture) ?? "";
}
