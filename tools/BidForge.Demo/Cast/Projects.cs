namespace BidForge.Demo.Cast;

/// <summary>One invented project in a real town.</summary>
/// <param name="Size">Scales the quantities of the trade book.</param>
/// <param name="Stage">How far the play takes it.</param>
internal sealed record ProjectRole(string Name, string Contractor, string City, string Description, decimal Size, Stage Stage, bool InvitedOnly = false);

internal enum Stage
{
    /// <summary>Due during the play: opened, leveled, awarded.</summary>
    Awarded,

    /// <summary>Due during the play: opened and left for the contractor to decide.</summary>
    Opened,

    /// <summary>Due next month: bids stay sealed.</summary>
    Bidding,
}

internal static class ProjectBook
{
    public static readonly ProjectRole[] All =
    [
        new("Harborview Middle School", "Lakeshore Builders", "Chicago", "New three-storey school for 900 pupils with gymnasium and media centre.", 1.4m, Stage.Awarded),
        new("Wabash Avenue Offices", "Lakeshore Builders", "Chicago", "Core and shell of a nine-storey office building over two levels of parking.", 1.8m, Stage.Bidding),
        new("Capital City Library Renovation", "Prairie State Construction", "Springfield", "Renovation of the 1974 main library with a new reading room.", 0.7m, Stage.Awarded),
        new("Sangamon Medical Pavilion", "Prairie State Construction", "Springfield", "Outpatient clinic with imaging and ambulatory surgery.", 1.2m, Stage.Awarded, InvitedOnly: true),
        new("Third Ward Apartments", "Northgate General Contractors", "Milwaukee", "Five storeys of wood frame over a concrete podium, 164 units.", 1.5m, Stage.Awarded),
        new("Kinnickinnic Fire Station", "Northgate General Contractors", "Milwaukee", "Four-bay fire station with living quarters.", 0.5m, Stage.Opened),
        new("Borman Logistics Center", "Calumet Construction Group", "Gary", "Tilt-up warehouse of 420,000 square feet with office.", 2.2m, Stage.Awarded),
        new("Fox River Community Center", "Fox Valley Contracting", "Aurora", "Community centre with natatorium and walking track.", 0.9m, Stage.Awarded),
        new("Isthmus Science Building", "Capitol Square Builders", "Madison", "Teaching laboratories and lecture halls for the university.", 1.6m, Stage.Bidding, InvitedOnly: true),
        new("Monument Circle Hotel", "Crossroads Construction", "Indianapolis", "Conversion of a 1920s bank into a hotel with 180 rooms.", 1.1m, Stage.Awarded),
        new("White River Water Plant", "Crossroads Construction", "Indianapolis", "Filter building and pump house of the water works.", 0.8m, Stage.Bidding),
        new("Rock River Event Hall", "Rock River Constructors", "Rockford", "Event hall for 2,500 guests with kitchen and plaza.", 1.0m, Stage.Bidding),
    ];

    /// <summary>Five packages a project: the trades in turn, so that each trade meets every region.</summary>
    public static IEnumerable<string> TradesOf(int project) => Enumerable.Range(0, 5).Select(i => TradeBook.Trades[(project * 3 + i) % TradeBook.Trades.Length]);
}
