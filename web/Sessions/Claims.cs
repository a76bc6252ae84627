using System.Globalization;
using System.Security.Claims;
using BidForge.Web.Api.Models;

namespace BidForge.Web.Sessions;

/// <summary>What the session remembers of the user, so that pages need not ask each time.</summary>
internal static class Claims
{
    // Antiforgery binds its tokens to the name identifier; a name of our own would leave them unbound.
    public const string UserId = ClaimTypes.NameIdentifier;
    public const string Name = "name";
    public const string Email = "email";
    public const string CompanyId = "cid";
    public const string CompanyName = "cname";
    public const string Kind = "kind";
    public const string Role = "role";
    public const string TimeZone = "zone";
    public const string Latitude = "lat";
    public const string Longitude = "lon";

    public static ClaimsPrincipal Principal(Session session, string scheme) => new(new ClaimsIdentity(
        [
            new(UserId, session.User.Id.ToString()),
            new(Name, session.User.Name),
            new(Email, session.User.Email),
            new(CompanyId, session.Company.Id.ToString()),
            new(CompanyName, session.Company.Name),
            new(Kind, session.Company.Kind.ToString()),
            new(Role, session.User.Role.ToString()),
            new(TimeZone, session.Company.TimeZone),
            new(Latitude, session.Company.Place.Latitude.ToString(CultureInfo.InvariantCulture)),
            new(Longitude, session.Company.Place.Longitude.ToString(CultureInfo.InvariantCulture)),
        ],
        scheme, Name, Role));

    public static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
