using BidForge.Contracts;
using BidForge.ServiceDefaults.Http;

namespace BidForge.Auth.Companies;

/// <summary>What to look for in the directory.</summary>
/// <param name="Query">A part of the name, in any case.</param>
/// <param name="Trade">Code of a trade that the company works in.</param>
/// <param name="Kind">contractor or subcontractor.</param>
/// <param name="Latitude">With longitude: distances are measured from here.</param>
/// <param name="Longitude">With latitude.</param>
/// <param name="WithinKm">Only companies this near, in kilometres.</param>
/// <param name="Sort">name (default) or distance.</param>
/// <param name="Cursor">nextCursor of the page before.</param>
/// <param name="Limit">1 to 100, 25 when not given.</param>
internal sealed record DirectoryQuery(
    string? Query, string? Trade, string? Kind, double? Latitude, double? Longitude, double? WithinKm, string? Sort, string? Cursor, int? Limit)
{
    public bool HasPosition => Latitude is not null && Longitude is not null;

    public bool ByDistance => Sort is "distance";

    public int PageSize => Limit ?? ServiceDefaults.Http.Cursor.DefaultLimit;

    public FieldErrors Check()
    {
        var errors = new FieldErrors()
            .OptionalText("query", Query, 200)
            .Require(Trade is null || Trades.Exists(Trade), "trade", "Is not a trade of the list.")
            .Require(Kind is null or "contractor" or "subcontractor", "kind", "Must be contractor or subcontractor.")
            .Require(Sort is null or "name" or "distance", "sort", "Must be name or distance.")
            .InRange("latitude", Latitude ?? 0, -90, 90)
            .InRange("longitude", Longitude ?? 0, -180, 180)
            .InRange("withinKm", WithinKm ?? 0, 0, 20_040)
            .InRange("limit", PageSize, 1, ServiceDefaults.Http.Cursor.MaximumLimit);
        if (!HasPosition && (Latitude is not null || Longitude is not null || WithinKm is not null || ByDistance))
            errors.Add(Latitude is null ? "latitude" : "longitude", "A distance needs latitude and longitude.");
        return errors;
    }
}
