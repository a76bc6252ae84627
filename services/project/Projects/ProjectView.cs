using BidForge.Contracts;
using BidForge.Contracts.Projects;
using BidForge.Projects.Packages;

namespace BidForge.Projects.Projects;

/// <summary>A project as a company may see it.</summary>
/// <param name="Budget">For the owner's company only.</param>
/// <param name="Packages">In the detail only; those that the company may see.</param>
/// <param name="NextDueAt">The first due time that is still to come.</param>
/// <param name="DistanceKm">From the place that the list was asked for.</param>
internal sealed record ProjectView(
    Guid Id,
    Guid CompanyId,
    string CompanyName,
    string Name,
    string Description,
    Place Place,
    string TimeZone,
    Visibility Visibility,
    string Currency,
    decimal? Budget,
    ProjectStatus Status,
    IReadOnlyList<PackageSummary>? Packages,
    int PackageCount,
    DateTimeOffset? NextDueAt,
    double? DistanceKm,
    int Version,
    DateTimeOffset CreatedAt,
    DateTimeOffset? PublishedAt)
{
    public static ProjectView Of(Project project, IReadOnlyList<PackageSummary> packages, Guid callerId, DateTimeOffset now) => new(
        project.Id, project.CompanyId, project.CompanyName, project.Name, project.Description, project.Place, project.TimeZone, project.Visibility,
        project.Currency, callerId == project.CompanyId ? project.Budget : null,
        Project.StatusAt(project.Status, packages.Where(p => p.Status is PackageStatus.Published).Max(p => (DateTimeOffset?)p.DueAt), now),
        packages, packages.Count, packages.Where(p => p.DueAt > now).Min(p => (DateTimeOffset?)p.DueAt), null,
        project.Version, project.CreatedAt, project.PublishedAt);

    public static ProjectView OfOwn(Project project, IEnumerable<Package> packages, DateTimeOffset now) =>
        Of(project, [.. packages.OrderBy(package => package.Id).Select(package => PackageSummary.Of(package, null))], project.CompanyId, now);
}
