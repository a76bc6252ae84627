namespace BidForge.Web.Api.Models;

/// <summary>One slice of a list and the cursor of the next one; no cursor means this is the last.</summary>
public sealed record Page<T>(IReadOnlyList<T> Data, Pagination? Pagination)
{
    public string? Next => Pagination?.NextCursor;
}

public sealed record Pagination(string? NextCursor, int Limit);

public sealed record Many<T>(IReadOnlyList<T> Data);

/// <summary>Where something stands: latitude and longitude in degrees (WGS 84), country as ISO 3166-1 alpha-2.</summary>
public sealed record Place(
    string? Address, string City, string Region, string? PostalCode, string Country, double Latitude, double Longitude);

public sealed record Trade(string Code, string Name);
