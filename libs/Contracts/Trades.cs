namespace BidForge.Contracts;

/// <summary>A trade that work is let in.</summary>
/// <param name="Code">Stable short code, lower case with hyphens.</param>
/// <param name="Name">What people read.</param>
public sealed record Trade(string Code, string Name);

/// <summary>
/// BidForge's own list of trades. (CSI MasterFormat is licensed, so its numbers are not ours to ship.)
/// Codes are stored with companies and packages: they may be added, never changed.
/// </summary>
public static class Trades
{
    public static readonly IReadOnlyList<Trade> All =
    [
        new("general-requirements", "General requirements"),
        new("site-clearing", "Site clearing and demolition"),
        new("earthwork", "Earthwork and excavation"),
        new("paving", "Paving and site improvements"),
        new("utilities", "Site utilities"),
        new("landscaping", "Landscaping and irrigation"),
        new("foundations", "Piling and foundations"),
        new("concrete", "Concrete"),
        new("masonry", "Masonry"),
        new("structural-steel", "Structural steel"),
        new("carpentry", "Rough and finish carpentry"),
        new("millwork", "Architectural millwork"),
        new("waterproofing", "Waterproofing and sealants"),
        new("roofing", "Roofing and sheet metal"),
        new("insulation", "Insulation and fireproofing"),
        new("doors-hardware", "Doors, frames and hardware"),
        new("glazing", "Glass and glazing"),
        new("drywall", "Drywall and framing"),
        new("ceilings", "Acoustical ceilings"),
        new("flooring", "Flooring and tile"),
        new("painting", "Painting and coatings"),
        new("specialties", "Specialties"),
        new("kitchen-equipment", "Food service and kitchen equipment"),
        new("elevators", "Elevators and lifts"),
        new("fire-protection", "Fire protection"),
        new("plumbing", "Plumbing"),
        new("hvac", "Heating, ventilation and air conditioning"),
        new("building-automation", "Building automation and controls"),
        new("electrical", "Electrical"),
        new("communications", "Communications and data cabling"),
        new("security-systems", "Security and access control"),
        new("solar", "Solar and energy storage"),
    ];

    private static readonly Dictionary<string, Trade> ByCode = All.ToDictionary(trade => trade.Code, StringComparer.Ordinal);

    /// <summary>True when <paramref name="code"/> is a trade of the list.</summary>
    public static bool Exists(string code) => ByCode.ContainsKey(code);

    /// <summary>The name people read, or the code itself when it is not of the list.</summary>
    public static string NameOf(string code) => ByCode.TryGetValue(code, out var trade) ? trade.Name : code;
}
