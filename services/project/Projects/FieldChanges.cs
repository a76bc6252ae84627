using System.Globalization;

namespace BidForge.Projects.Projects;

/// <summary>Collects which fields an edit changed.</summary>
internal sealed class FieldChanges
{
    private const int Shown = 300;

    private readonly List<FieldChange> changes = [];

    public FieldChanges Add(string field, object? from, object? to)
    {
        if (!Equals(from, to))
            changes.Add(new(field, Words(from), Words(to)));
        return this;
    }

    public IReadOnlyList<FieldChange> ToList() => changes;

    private static string? Words(object? value) => value switch
    {
        null => null,
        DateTimeOffset instant => instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        Contracts.Place place => string.Create(CultureInfo.InvariantCulture, $"{place.Address} {place.City}, {place.Region}, {place.Country} ({place.Latitude}, {place.Longitude})").TrimStart(),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() is { Length: > Shown } text ? text[..Shown] + "..." : value.ToString(),
    };
}
