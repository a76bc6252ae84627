using BidForge.Contracts;
using BidForge.ServiceDefaults.Http;

namespace BidForge.Auth.Companies;

/// <summary>What a profile must look like. Every fault is named by its field.</summary>
internal static class ProfileRules
{
    // Half the equator: nothing is farther away.
    private const double FarthestKm = 20_040;

    /// <param name="path">Where the profile is in the request: <c>company.</c> or nothing.</param>
    public static void Check(this FieldErrors errors, string path, CompanyKind kind, ProfileInput profile)
    {
        errors.Text(path + "name", profile.Name, 200);
        errors.InRange(path + "serviceRadiusKm", profile.ServiceRadiusKm, 0, FarthestKm);
        errors.TimeZone(path + "timeZone", profile.TimeZone);
        errors.OptionalText(path + "description", profile.Description, 4000);
        errors.OptionalText(path + "phone", profile.Phone, 40);
        errors.Require(
            string.IsNullOrWhiteSpace(profile.Phone) || profile.Phone.All(c => char.IsAsciiDigit(c) || "+()-./ x".Contains(c)),
            path + "phone", "Must be a telephone number.");
        errors.OptionalText(path + "website", profile.Website, 300);
        errors.Require(
            string.IsNullOrWhiteSpace(profile.Website)
            || Uri.TryCreate(profile.Website.Trim(), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.UserInfo is "",
            path + "website", "Must be an address that starts with http:// or https://.");
        errors.CheckTrades(path + "trades", kind, profile.Trades);
        errors.CheckPlace(path + "place.", profile.Place);
    }

    public static Profile Clean(this ProfileInput input) => new(
        input.Name.Trim(),
        [.. input.Trades.Distinct(StringComparer.Ordinal)],
        new(Optional(input.Place.Address), input.Place.City.Trim(), input.Place.Region.Trim(), Optional(input.Place.PostalCode),
            input.Place.Country, input.Place.Latitude, input.Place.Longitude),
        input.ServiceRadiusKm,
        input.TimeZone,
        Optional(input.Description),
        Optional(input.Phone),
        Optional(input.Website));

    private static void CheckTrades(this FieldErrors errors, string field, CompanyKind kind, IReadOnlyList<string> trades)
    {
        errors.Require(kind is not CompanyKind.Subcontractor || trades.Count > 0, field, "A subcontractor names at least one trade.");
        errors.Require(trades.Count <= Trades.All.Count, field, $"At most {Trades.All.Count} trades.");
        for (var index = 0; index < Math.Min(trades.Count, Trades.All.Count); index++)
            errors.Require(trades[index] is { } code && Trades.Exists(code), $"{field}[{index}]", "Is not a trade of the list.");
    }

    private static void CheckPlace(this FieldErrors errors, string path, PlaceInput place)
    {
        errors.OptionalText(path + "address", place.Address, 200);
        errors.Text(path + "city", place.City, 120);
        errors.Text(path + "region", place.Region, 120);
        errors.OptionalText(path + "postalCode", place.PostalCode, 20);
        errors.Require(place.Country.Length is 2 && place.Country.All(char.IsAsciiLetterUpper), path + "country", "Must be an ISO 3166-1 code of two capital letters.");
        errors.InRange(path + "latitude", place.Latitude, -90, 90);
        errors.InRange(path + "longitude", place.Longitude, -180, 180);
    }

    private static string? Optional(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
