namespace BidForge.Contracts;

/// <summary>Where a company sits or a project is built.</summary>
/// <param name="Country">ISO 3166-1 alpha-2, upper case.</param>
/// <param name="Latitude">WGS 84 degrees, -90 to 90.</param>
/// <param name="Longitude">WGS 84 degrees, -180 to 180.</param>
public sealed record Place(
    string? Address,
    string City,
    string Region,
    string? PostalCode,
    string Country,
    double Latitude,
    double Longitude);
