namespace BidForge.Demo.Cast;

/// <summary>One line of a bid form with a price that is usual in the region, in US dollars per unit.</summary>
internal sealed record Priced(string Description, decimal Quantity, string Unit, decimal Price);

/// <summary>What a package of a trade asks for.</summary>
internal sealed record Scope(string Title, string Description, Priced[] Lines, Priced UnitPrice, string Alternate, decimal AlternatePrice, string Question);

/// <summary>Typical scopes per trade, so that prices on the leveling sheet look like those of real bids.</summary>
internal static class TradeBook
{
    public static readonly Dictionary<string, Scope> Scopes = new()
    {
        ["concrete"] = new(
            "Cast-in-place concrete", "Footings, grade beams, slabs on grade and elevated decks, with formwork, reinforcement and finishing.",
            [
                new("Footings and grade beams", 186.5m, "CY", 412m), new("Slab on grade, 5 in., vapor barrier", 24_300m, "SF", 8.35m),
                new("Elevated slab on deck", 11_850m, "SF", 6.9m), new("Reinforcing steel", 42.75m, "TON", 2_650m),
            ],
            new("Additional concrete, placed", 1m, "CY", 295m), "Polished finish in the lobby", 21_400m, "Is winter protection included?"),
        ["electrical"] = new(
            "Electrical", "Service, distribution, branch wiring, lighting and fire alarm rough-in.",
            [
                new("Service and distribution", 1m, "LS", 148_000m), new("Branch wiring and devices", 642m, "EA", 186m),
                new("Lighting fixtures, furnished and installed", 418m, "EA", 312m), new("Fire alarm rough-in", 1m, "LS", 38_500m),
            ],
            new("Journeyman electrician", 1m, "HR", 118m), "Lighting controls with daylight harvesting", 33_750m, "Is temporary power included?"),
        ["plumbing"] = new(
            "Plumbing", "Domestic water, sanitary and storm, gas piping and fixtures.",
            [
                new("Underground sanitary and storm", 1_240m, "LF", 64.5m), new("Domestic water piping", 3_860m, "LF", 38.25m),
                new("Fixtures, furnished and installed", 94m, "EA", 1_685m), new("Gas piping", 410m, "LF", 47m),
            ],
            new("Additional floor drain", 1m, "EA", 1_150m), "Touch-free faucets throughout", 12_900m, "Is core drilling included?"),
        ["hvac"] = new(
            "HVAC", "Rooftop units, ductwork, hydronic heating, controls and balancing.",
            [
                new("Rooftop units, 25 ton", 4m, "EA", 58_900m), new("Ductwork, insulated", 31_200m, "LB", 11.85m),
                new("Hydronic piping", 2_150m, "LF", 71.4m), new("Testing and balancing", 1m, "LS", 24_600m),
            ],
            new("Additional VAV box", 1m, "EA", 2_950m), "Energy recovery wheels", 67_500m, "Are roof curbs included?"),
        ["structural-steel"] = new(
            "Structural steel", "Fabrication and erection of structural steel, joists, deck and miscellaneous metals.",
            [
                new("Structural steel, fabricated and erected", 164.2m, "TON", 4_980m), new("Steel joists", 58.6m, "TON", 3_840m),
                new("Metal deck", 36_150m, "SF", 4.15m), new("Stairs and railings", 3m, "EA", 18_900m),
            ],
            new("Field welding", 1m, "HR", 138m), "Galvanized exterior canopy", 28_300m, "Are shop drawings stamped by an engineer included?"),
        ["drywall"] = new(
            "Drywall and framing", "Metal stud framing, gypsum board, taping and acoustical ceilings.",
            [
                new("Metal stud framing", 41_800m, "SF", 4.6m), new("Gypsum board, taped to level 4", 83_600m, "SF", 2.95m),
                new("Shaft walls", 2_950m, "SF", 14.7m), new("Acoustical ceilings", 18_400m, "SF", 6.2m),
            ],
            new("Access panel, 24 by 24", 1m, "EA", 210m), "Level 5 finish in public areas", 19_650m, "Is blocking included?"),
        ["roofing"] = new(
            "Roofing and sheet metal", "Adhered membrane roof over tapered insulation, flashings, copings and roof drains' collars.",
            [
                new("TPO membrane, 60 mil, adhered", 28_900m, "SF", 9.1m), new("Tapered insulation", 28_900m, "SF", 4.85m),
                new("Copings and flashings", 1_620m, "LF", 36.5m), new("Roof hatches and curbs", 7m, "EA", 2_240m),
            ],
            new("Replacement of wet insulation", 1m, "SF", 7.4m), "30-year warranty", 24_800m, "Is snow removal included?"),
        ["masonry"] = new(
            "Masonry", "Concrete masonry, face brick veneer, cast stone and grouting.",
            [
                new("Concrete masonry units, 8 in.", 12_600m, "SF", 19.8m), new("Face brick veneer", 9_850m, "SF", 28.4m),
                new("Cast stone sills and bands", 640m, "LF", 74m), new("Grout and reinforcement", 1m, "LS", 31_500m),
            ],
            new("Additional brick ties", 1m, "EA", 6.75m), "Glazed brick at the entrance", 17_200m, "Is scaffolding included?"),
    };

    /// <summary>The eight trades of the play.</summary>
    public static readonly string[] Trades = [.. Scopes.Keys];
}
