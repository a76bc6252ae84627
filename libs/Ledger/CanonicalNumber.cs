using System.Globalization;
using System.Text.Json;

namespace BidForge.Ledger;

/// <summary>Numbers as ECMAScript writes them (ECMA-262, Number::toString), which RFC 8785, 3.2.2.3 asks for.</summary>
internal static class CanonicalNumber
{
    public static string Of(double value)
    {
        if (!double.IsFinite(value))
            throw new JsonException("A number is beyond the range of a double.");
        if (value is 0)
            return "0";
        if (value < 0)
            return "-" + Of(-value);

        // The shortest digits that read back as the same double, and how many of them stand before the point.
        var (digits, point) = Shortest(value);
        return point switch
        {
            > 21 or < -5 => Exponential(digits, point - 1),
            <= 0 => "0." + new string('0', -point) + digits,
            _ when digits.Length <= point => digits + new string('0', point - digits.Length),
            _ => digits[..point] + "." + digits[point..],
        };
    }

    private static (string Digits, int Point) Shortest(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var end = text.IndexOf('E');
        var mantissa = end < 0 ? text : text[..end];
        var exponent = end < 0 ? 0 : int.Parse(text.AsSpan(end + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var whole = mantissa.IndexOf('.') is var dot and >= 0 ? dot : mantissa.Length;
        var all = mantissa.Replace(".", "", StringComparison.Ordinal);
        var significant = all.TrimStart('0');
        return (significant.TrimEnd('0'), whole + exponent - (all.Length - significant.Length));
    }

    private static string Exponential(string digits, int exponent) => string.Create(
        CultureInfo.InvariantCulture, $"{digits[0]}{(digits.Length > 1 ? "." : "")}{digits[1..]}e{(exponent < 0 ? "-" : "+")}{Math.Abs(exponent)}");
}
