using BidForge.Contracts;

namespace BidForge.Auth.Companies;

/// <summary>Where a company sits.</summary>
/// <param name="City">1 to 120 characters.</param>
/// <param name="Region">State, province or the like; 1 to 120 characters.</param>
/// <param name="Country">ISO 3166-1 alpha-2, such as US.</param>
/// <param name="Latitude">WGS 84 degrees, -90 to 90.</param>
/// <param name="Longitude">WGS 84 degrees, -180 to 180.</param>
/// <param name="Address">Street and number.</param>
/// <param name="PostalCode">As the post writes it.</param>
public sealed record PlaceInput(
    string City,
    string Region,
    string Country,
    double Latitude,
    double Longitude,
    string? Address = null,
    string? PostalCode = null);

/// <summary>A company's public profile, as an owner sends it.</summary>
/// <param name="Name">1 to 200 characters.</param>
/// <param name="Trades">Codes of the list at /api/v1/trades; a subcontractor has at least one.</param>
/// <param name="Place">Where it sits; distances are measured from here.</param>
/// <param name="ServiceRadiusKm">How far it works, in kilometres, 0 to 20,040.</param>
/// <param name="TimeZone">IANA time zone id, such as America/Chicago.</param>
/// <param name="Description">Up to 4,000 characters.</param>
/// <param name="Phone">Up to 40 characters.</param>
/// <param name="Website">An http or https address.</param>
public sealed record ProfileInput(
    string Name,
    IReadOnlyList<string> Trades,
    PlaceInput Place,
    double ServiceRadiusKm,
    string TimeZone,
    string? Description = null,
    string? Phone = null,
    string? Website = null);

/// <summary>A company that joins: its profile and what it does on the marketplace, which never changes.</summary>
public sealed record CompanyInput(
    string Name,
    CompanyKind Kind,
    IReadOnlyList<string> Trades,
    PlaceInput Place,
    double ServiceRadiusKm,
    string TimeZone,
    string? Description = null,
    string? Phone = null,
    string? Website = null)
{
    internal ProfileInput Profile => new(Name, Trades, Place, ServiceRadiusKm, TimeZone, Description, Phone, Website);
}
