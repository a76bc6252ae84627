using BidForge.Contracts.Projects;
using BidForge.Messaging;
using BidForge.Projects.Projects;
using BidForge.Projects.Storage;

namespace BidForge.Projects.Packages;

internal static class PackageTerms
{
    /// <summary>Tells the world the terms of each package as they stand, in the transaction that changed them.</summary>
    public static void AddTerms(this ProjectDb db, Project project, DateTimeOffset now, params IEnumerable<Package> packages)
    {
        foreach (var package in packages)
            db.AddEvent(Snapshot(project, package, now));
    }

    internal static PackageTermsChanged Snapshot(Project project, Package package, DateTimeOffset now) => new(
        package.Id, project.Id, project.CompanyId, project.CompanyName, project.Name, package.Title, package.Trade, package.Status,
        project.Visibility, project.Place, project.TimeZone, project.Currency, package.DueAt, package.ScopeVersion, package.BidForm, package.Version, now,
        package.Sealed, package.Openers);

    /// <summary>Lists that show the project or its packages are old once this commits.</summary>
    public static void TouchLists(this ProjectDb db, Project project)
    {
        db.TouchedLists.Add(ListTags.Of(project.CompanyId));
        if (project.PublishedAt is not null)
            db.TouchedLists.Add(ListTags.Open);
    }
}
