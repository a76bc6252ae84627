using BidForge.Contracts;
using BidForge.Demo.Cast;

namespace BidForge.Demo.Seed;

/// <summary>The few companies and projects of a system that is to be looked at and tried: some of the play's, with projects of their own.</summary>
internal static class SeedBook
{
    private static readonly string[] Names =
    [
        "Lakeshore Builders", "Crossroads Construction",
        "Ironbridge Concrete", "Great Lakes Concrete & Paving", "Volta Electric", "Hoosier Electric Works", "Clearwater Plumbing", "Polaris Air",
    ];

    public static IEnumerable<CompanyRole> Companies { get; } = [.. Cast.Companies.All.Where(role => Names.Contains(role.Name))];

    /// <summary>Each with its trades; a package per trade.</summary>
    public static IReadOnlyList<(ProjectRole Role, string[] Trades)> Projects { get; } =
    [
        (new("Lincoln Park Branch Library", "Lakeshore Builders", "Chicago", "Two-storey branch library with a reading garden.", 0.4m, Stage.Bidding), ["concrete", "electrical"]),
        (new("Riverfront Parking Deck", "Crossroads Construction", "Indianapolis", "Precast deck for 600 cars with charging stations.", 0.9m, Stage.Bidding), ["electrical", "plumbing"]),
    ];

    public static bool Works(this CompanyRole role, string trade) => role.Kind is CompanyKind.Subcontractor && role.Trades.Contains(trade);
}
