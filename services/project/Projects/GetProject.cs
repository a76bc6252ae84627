using BidForge.Contracts.Projects;
using BidForge.Projects.Packages;
using BidForge.Projects.Storage;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Projects.Projects;

internal static class GetProject
{
    /// <summary>A project with the packages that the caller may see, and its version as <c>ETag</c>. 404 <c>project.not-found</c> when it is not there or not for the caller.</summary>
    public static async Task<Results<Ok<ProjectView>, ProblemHttpResult>> HandleAsync(
        Guid projectId, Caller caller, ProjectDb db, TimeProvider time, HttpContext context, CancellationToken cancellationToken)
    {
        var company = caller.CompanyId;
        var project = await db.Projects.AsNoTracking().SingleOrDefaultAsync(
            p => p.Id == projectId
                && (p.CompanyId == company
                    || (p.PublishedAt != null
                        && (p.Visibility == Visibility.Public || db.Invitations.Any(i => i.CompanyId == company && i.ProjectId == projectId)))),
            cancellationToken);
        if (project is null)
            return Refusals.NoProject();
        var seen = await db.PackagesSeenBy(company).Where(s => s.Package.ProjectId == projectId).OrderBy(s => s.Package.Id)
            .Select(s => new { s.Package.Id, s.Package.Title, s.Package.Trade, s.Package.Status, s.Package.DueAt, s.Package.ScopeVersion, Mine = s.Mine == null ? null : (Invitations.InvitationStatus?)s.Mine.Status })
            .ToListAsync(cancellationToken);
        var packages = seen.ConvertAll(s => new PackageSummary(s.Id, projectId, s.Title, s.Trade, s.Status, s.DueAt, s.ScopeVersion, s.Mine));
        Precondition.Tag(context, project.Version);
        return TypedResults.Ok(ProjectView.Of(project, packages, company, time.Now()));
    }
}
