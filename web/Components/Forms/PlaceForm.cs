using BidForge.Web.Api.Models;
using BidForge.Web.Text;

namespace BidForge.Web.Components.Forms;

/// <summary>A place as typed.</summary>
public sealed class PlaceForm
{
    public string? Address { get; set; }
    public string? City { get; set; }
    public string? Region { get; set; }
    public string? PostalCode { get; set; }
    public string? Country { get; set; } = "US";
    public string? Latitude { get; set; }
    public string? Longitude { get; set; }

    public static PlaceForm Of(Place place) => new()
    {
        Address = place.Address, City = place.City, Region = place.Region, PostalCode = place.PostalCode, Country = place.Country,
        Latitude = Numbers.Degrees(place.Latitude), Longitude = Numbers.Degrees(place.Longitude),
    };

    /// <summary>Reads the place; without coordinates the built-in list of towns supplies them or the form asks.</summary>
    public PlaceInput Read(FormState state, string field)
    {
        var (latitude, longitude) = (Numbers.Parse(Latitude), Numbers.Parse(Longitude));
        if (string.IsNullOrWhiteSpace(Latitude) && string.IsNullOrWhiteSpace(Longitude))
        {
            if (Towns.Find(City, Region, Country) is { } town) (latitude, longitude) = (town.Latitude, town.Longitude);
            else if (Empty(City) is { } city) state.Add($"{field}.latitude", $"We don't know where {city} is: please give its latitude and longitude.");
            else state.Add($"{field}.city", "Name the town.");
        }
        else
        {
            if (latitude is null) state.Add($"{field}.latitude", "Latitude is a number of degrees from −90 to 90, such as 41.8781.");
            if (longitude is null) state.Add($"{field}.longitude", "Longitude is a number of degrees from −180 to 180, such as −87.6298.");
        }

        return new(Empty(Address), City?.Trim(), Region?.Trim(), Empty(PostalCode), Country?.Trim().ToUpperInvariant(), latitude, longitude);
    }

    private static string? Empty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
