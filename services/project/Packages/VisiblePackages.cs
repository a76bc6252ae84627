using BidForge.Contracts.Projects;
using BidForge.Projects.Invitations;
using BidForge.Projects.Projects;
using BidForge.Projects.Storage;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Projects.Packages;

/// <summary>What a company may see: its own; of others what went out, publicly or with an invitation to that very package.</summary>
internal static class VisiblePackages
{
    public static IQueryable<SeenPackage> PackagesSeenBy(this ProjectDb db, Guid companyId) =>
        from package in db.Packages.AsNoTracking()
        join project in db.Projects.AsNoTracking() on package.ProjectId equals project.Id
        join invitation in db.Invitations.AsNoTracking().Where(i => i.CompanyId == companyId) on package.Id equals invitation.PackageId into mine
        from invitation in mine.DefaultIfEmpty()
        where project.CompanyId == companyId
            || (project.PublishedAt != null && package.PublishedAt != null && (project.Visibility == Visibility.Public || invitation != null))
        select new SeenPackage { Project = project, Package = package, Mine = invitation };
}

internal sealed class SeenPackage
{
    public required Project Project { get; init; }

    public required Package Package { get; init; }

    public Invitation? Mine { get; init; }
}
