using System.Globalization;

namespace BidForge.Kubernetes.Tests.Rendering;

/// <summary>250m, 512Mi, 2.</summary>
internal static class Quantity
{
    private static readonly (string Suffix, decimal Factor)[] Units =
        [("Ki", 1L << 10), ("Mi", 1L << 20), ("Gi", 1L << 30), ("Ti", 1L << 40), ("m", 0.001m), ("k", 1000), ("M", 1_000_000), ("G", 1_000_000_000)];

    public static decimal? Read(string? text)
    {
        if (text is null)
            return null;
        var unit = Units.FirstOrDefault(unit => text.EndsWith(unit.Suffix, StringComparison.Ordinal));
        return decimal.TryParse(unit.Suffix is null ? text : text[..^unit.Suffix.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number * (unit.Suffix is null ? 1 : unit.Factor)
            : null;
    }
}
