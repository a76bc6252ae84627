using BidForge.Contracts;

namespace BidForge.Demo.Cast;

/// <summary>Real towns of the American Midwest with the coordinates of their centres (WGS 84, from public gazetteers).</summary>
internal static class Town
{
    private static readonly (string City, string Region, double Latitude, double Longitude)[] Known =
    [
        ("Chicago", "IL", 41.8781, -87.6298), ("Evanston", "IL", 42.0451, -87.6877), ("Oak Park", "IL", 41.8850, -87.7845),
        ("Naperville", "IL", 41.7508, -88.1535), ("Aurora", "IL", 41.7606, -88.3201), ("Joliet", "IL", 41.5250, -88.0817),
        ("Elgin", "IL", 42.0354, -88.2826), ("Waukegan", "IL", 42.3636, -87.8448), ("Schaumburg", "IL", 42.0334, -88.0834),
        ("Rockford", "IL", 42.2711, -89.0940), ("Peoria", "IL", 40.6936, -89.5890), ("Bloomington", "IL", 40.4842, -88.9937),
        ("Champaign", "IL", 40.1164, -88.2434), ("Springfield", "IL", 39.7817, -89.6501), ("Gary", "IN", 41.5934, -87.3464),
        ("Hammond", "IN", 41.5834, -87.5000), ("South Bend", "IN", 41.6764, -86.2520), ("Fort Wayne", "IN", 41.0793, -85.1394),
        ("Lafayette", "IN", 40.4167, -86.8753), ("Indianapolis", "IN", 39.7684, -86.1581), ("Kenosha", "WI", 42.5847, -87.8212),
        ("Racine", "WI", 42.7261, -87.7829), ("Milwaukee", "WI", 43.0389, -87.9065), ("Waukesha", "WI", 43.0117, -88.2315),
        ("Madison", "WI", 43.0731, -89.4012), ("Green Bay", "WI", 44.5133, -88.0133), ("Grand Rapids", "MI", 42.9634, -85.6681),
        ("Kalamazoo", "MI", 42.2917, -85.5872), ("Davenport", "IA", 41.5236, -90.5776), ("Dubuque", "IA", 42.5006, -90.6646),
    ];

    /// <summary>The place of a company or project in that town.</summary>
    public static Place Of(string city, string? address = null)
    {
        var (name, region, latitude, longitude) = Known.First(town => town.City == city);
        return new(address, name, region, null, "US", latitude, longitude);
    }

    /// <summary>Indiana and Michigan keep Eastern time, the others Central.</summary>
    public static string ZoneOf(string city) => Known.First(town => town.City == city).Region switch
    {
        "MI" => "America/Detroit",
        "IN" when city is not ("Gary" or "Hammond") => "America/Indiana/Indianapolis",
        _ => "America/Chicago",
    };
}
