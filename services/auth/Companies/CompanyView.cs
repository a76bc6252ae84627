using BidForge.Contracts;

namespace BidForge.Auth.Companies;

/// <summary>A company as any signed-in person sees it.</summary>
/// <param name="ServiceRadiusKm">How far from its place it works, in kilometres.</param>
/// <param name="TimeZone">IANA time zone id.</param>
/// <param name="Version">Also the ETag.</param>
/// <param name="DistanceKm">Great-circle distance from the position asked for, in kilometres; in searches only.</param>
/// <param name="Plan">free, pro or enterprise; for the company's own people and administrators of the marketplace only.</param>
public sealed record CompanyView(
    Guid Id,
    string Name,
    CompanyKind Kind,
    IReadOnlyList<string> Trades,
    Place Place,
    double ServiceRadiusKm,
    string TimeZone,
    string? Description,
    string? Phone,
    string? Website,
    int Version,
    DateTimeOffset CreatedAt,
    double? DistanceKm = null,
    Plan? Plan = null)
{
    internal static CompanyView Of(Company company) => new(
        company.Id, company.Name, company.Kind, company.Trades, company.Place, company.ServiceRadiusKm, company.TimeZone,
        company.Description, company.Phone, company.Website, company.Version, company.CreatedAt);

    /// <summary>With what is not for everybody.</summary>
    internal static CompanyView OwnOf(Company company) => Of(company) with { Plan = company.Plan };
}
