using System.Collections.Frozen;
using System.Globalization;

namespace BidForge.Web.Text;

internal sealed record Town(string City, string Region, string Country, decimal Latitude, decimal Longitude);

/// <summary>Coordinates of larger towns, so that most people need not look theirs up.</summary>
internal static class Towns
{
    private static readonly FrozenDictionary<string, Town[]> ByCity = Read()
        .GroupBy(town => town.City, StringComparer.OrdinalIgnoreCase)
        .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.OrdinalIgnoreCase);

    /// <summary>A town by name; the region and country decide between namesakes and must fit where they are given.</summary>
    public static Town? Find(string? city, string? region = null, string? country = null)
    {
        if (city?.Trim() is not { Length: > 0 } name || !ByCity.TryGetValue(name, out var towns)) return null;
        var inCountry = towns.Where(town => Fits(town.Country, country)).ToList();
        return inCountry.Find(town => Fits(town.Region, region)) ?? (inCountry is [var only] && region?.Trim() is not { Length: 2 } ? only : null);
    }

    private static bool Fits(string known, string? asked) =>
        string.IsNullOrWhiteSpace(asked) || string.Equals(known, asked.Trim(), StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<Town> Read()
    {
        using var stream = typeof(Towns).Assembly.GetManifestResourceStream("BidForge.Web.Text.towns.csv")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            var parts = line.Split(';');
            yield return new(
                parts[0], parts[1], parts[2],
                decimal.Parse(parts[3], CultureInfo.InvariantCulture), decimal.Parse(parts[4], CultureInfo.InvariantCulture));
        }
    }
}
