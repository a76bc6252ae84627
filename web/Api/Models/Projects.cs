namespace BidForge.Web.Api.Models;

public enum Visibility { Public, Invited }

public enum ProjectStatus { Draft, Published, Closed, Awarded, Cancelled }

public sealed record Project(
    Guid Id, Guid CompanyId, string CompanyName, string Name, string Description, Place Place, string TimeZone, Visibility Visibility,
    string Currency, decimal? Budget, ProjectStatus Status, IReadOnlyList<PackageSummary>? Packages, int PackageCount,
    DateTimeOffset? NextDueAt, double? DistanceKm, long Version, DateTimeOffset CreatedAt, DateTimeOffset? PublishedAt);

public sealed record PackageSummary(
    Guid Id, Guid ProjectId, string Title, string Trade, PackageStatus Status, DateTimeOffset DueAt, int ScopeVersion,
    InvitationStatus? Mine);

public sealed record ProjectInput(
    string Name, string Description, PlaceInput Place, string TimeZone, Visibility Visibility, string Currency, decimal? Budget);

public sealed record ProjectSearch(
    string? Scope = null, string? Query = null, string? Trade = null, string? Status = null, double? Latitude = null,
    double? Longitude = null, double? WithinKm = null, DateTimeOffset? DueAfter = null, DateTimeOffset? DueBefore = null,
    string? Sort = null, string? Cursor = null, int Limit = 25);

