using BidForge.Contracts;
using BidForge.ServiceDefaults.Http;

namespace BidForge.Projects;

/// <summary>A place as a client sends it.</summary>
/// <param name="Country">ISO 3166-1 alpha-2, upper case.</param>
/// <param name="Latitude">WGS 84 degrees.</param>
/// <param name="Longitude">WGS 84 degrees.</param>
internal sealed record PlaceInput(
    string City, string Region, string Country, double Latitude, double Longitude, string? Address = null, string? PostalCode = null)
{
    public void Check(FieldErrors errors)
    {
        errors
            .OptionalText("place.address", Address, 200)
            .Text("place.city", City, 100)
            .Text("place.region", Region, 100)
            .OptionalText("place.postalCode", PostalCode, 20)
            .Require(Country is [>= 'A' and <= 'Z', >= 'A' and <= 'Z'], "place.country", "Must be an ISO 3166-1 alpha-2 code, such as US.")
            .InRange("place.latitude", Latitude, -90, 90)
            .InRange("place.longitude", Longitude, -180, 180);
    }

    public Place ToPlace() => new(Optional(Address), City.Trim(), Region.Trim(), Optional(PostalCode), Country, Latitude, Longitude);

    private static string? Optional(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
