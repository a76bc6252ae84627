namespace BidForge.Web.Text;

/// <summary>The zones offered in forms; any other IANA zone a record already has is offered too.</summary>
internal static class ZoneChoices
{
    private static readonly (string Id, string Name)[] Common =
    [
        ("America/New_York", "Eastern: New York, Atlanta, Toronto"), ("America/Chicago", "Central: Chicago, Dallas, Winnipeg"),
        ("America/Denver", "Mountain: Denver, Salt Lake City"), ("America/Phoenix", "Arizona: Phoenix"),
        ("America/Los_Angeles", "Pacific: Los Angeles, Seattle, Vancouver"), ("America/Anchorage", "Alaska: Anchorage"),
        ("Pacific/Honolulu", "Hawaii: Honolulu"), ("America/Halifax", "Atlantic: Halifax"), ("America/Toronto", "Toronto"),
        ("America/Vancouver", "Vancouver"), ("America/Mexico_City", "Mexico City"), ("America/Sao_Paulo", "São Paulo"),
        ("Europe/London", "London"), ("Europe/Dublin", "Dublin"), ("Europe/Lisbon", "Lisbon"), ("Europe/Madrid", "Madrid"),
        ("Europe/Paris", "Paris"), ("Europe/Brussels", "Brussels"), ("Europe/Amsterdam", "Amsterdam"), ("Europe/Berlin", "Berlin"),
        ("Europe/Zurich", "Zürich"), ("Europe/Vienna", "Vienna"), ("Europe/Rome", "Rome"), ("Europe/Copenhagen", "Copenhagen"),
        ("Europe/Stockholm", "Stockholm"), ("Europe/Oslo", "Oslo"), ("Europe/Warsaw", "Warsaw"), ("Europe/Prague", "Prague"),
        ("Europe/Helsinki", "Helsinki"), ("Europe/Athens", "Athens"), ("Europe/Istanbul", "Istanbul"), ("Asia/Dubai", "Dubai"),
        ("Asia/Kolkata", "India"), ("Asia/Singapore", "Singapore"), ("Asia/Tokyo", "Tokyo"), ("Australia/Perth", "Perth"),
        ("Australia/Brisbane", "Brisbane"), ("Australia/Sydney", "Sydney, Melbourne"), ("Pacific/Auckland", "Auckland"),
        ("Africa/Johannesburg", "Johannesburg"), ("Etc/UTC", "UTC"),
    ];

    public static IEnumerable<Choice> With(string? current)
    {
        var choices = Common.Select(zone => new Choice(zone.Id, $"{zone.Name} ({zone.Id})"));
        return current is { Length: > 0 } && Common.All(zone => zone.Id != current) ? choices.Prepend(new(current, current)) : choices;
    }
}
