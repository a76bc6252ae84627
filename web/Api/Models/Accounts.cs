namespace BidForge.Web.Api.Models;

public enum CompanyKind { Contractor, Subcontractor }

public enum Role { Viewer, Estimator, Owner }

/// <param name="Plan">Of the own company, and for administrators of the marketplace; null of others.</param>
public sealed record Company(
    Guid Id, string Name, CompanyKind Kind, IReadOnlyList<string> Trades, Place Place, double ServiceRadiusKm, string TimeZone,
    string? Description, string? Phone, string? Website, long Version, DateTimeOffset CreatedAt, double? DistanceKm, Plan? Plan = null);

public sealed record User(Guid Id, Guid CompanyId, string Name, string Email, Role Role, DateTimeOffset CreatedAt);

/// <summary>Both tokens of a log-in. <c>ExpiresIn</c> is the access token's life in seconds; the refresh token works once.</summary>
public sealed record Session(string AccessToken, string TokenType, int ExpiresIn, string RefreshToken, User User, Company Company);

public sealed record Me(User User, Company Company);

public sealed record CompanyInput(
    string Name, IReadOnlyList<string> Trades, PlaceInput Place, decimal? ServiceRadiusKm, string TimeZone,
    string? Description, string? Phone, string? Website);

public sealed record NewCompany(
    string Name, CompanyKind Kind, IReadOnlyList<string> Trades, PlaceInput Place, decimal? ServiceRadiusKm, string TimeZone,
    string? Description, string? Phone, string? Website);

public sealed record PlaceInput(
    string? Address, string? City, string? Region, string? PostalCode, string? Country, decimal? Latitude, decimal? Longitude);

public sealed record NewUser(string Name, string Email, string Password);

public sealed record NewColleague(string Name, string Email, string Password, Role Role);

public sealed record Registration(NewCompany Company, NewUser User);

public sealed record CompanySearch(
    string? Query = null, string? Trade = null, CompanyKind? Kind = null, double? Latitude = null, double? Longitude = null,
    double? WithinKm = null, string? Sort = null, string? Cursor = null, int Limit = 25);
