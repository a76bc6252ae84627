namespace BidForge.Projects.Tests.Support;

/// <summary>Requests as a client would send them.</summary>
public static class Bodies
{
    public static readonly DateTimeOffset InAWeek = Whole(TimeProvider.System.GetUtcNow().AddDays(7));

    public static Dictionary<string, object?> Project(string name = "Town hall", string visibility = "public") => new()
    {
        ["name"] = name,
        ["description"] = "New roof and new floors",
        ["place"] = Place(41.88, -87.63),
        ["timeZone"] = "America/Chicago",
        ["visibility"] = visibility,
        ["currency"] = "USD",
        ["budget"] = 1_250_000.50m,
    };

    public static Dictionary<string, object?> Place(double latitude, double longitude) => new()
    {
        ["city"] = "Chicago", ["region"] = "IL", ["country"] = "US", ["latitude"] = latitude, ["longitude"] = longitude,
    };

    public static Dictionary<string, object?> Package(string title = "Roofing", string trade = "roofing", DateTimeOffset? dueAt = null) => new()
    {
        ["title"] = title,
        ["trade"] = trade,
        ["description"] = "Membrane and flashings",
        ["dueAt"] = dueAt ?? InAWeek,
        ["estimate"] = 90_000m,
        ["bidForm"] = new
        {
            lineItems = new object[]
            {
                new { description = "Membrane", quantity = 10m, unit = "m2", kind = "base" },
                new { description = "Extra flashing", quantity = 1m, unit = "m", kind = "unitPrice" },
            },
            alternates = new[] { new { description = "Green roof" } },
            questions = new[] { new { text = "Is scaffolding included?", required = true } },
        },
    };

    public static Dictionary<string, object?> With(this Dictionary<string, object?> body, string name, object? value) => new(body) { [name] = value };

    private static DateTimeOffset Whole(DateTimeOffset instant) => new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
}
