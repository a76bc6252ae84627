using BidForge.Projects.Projects;
using BidForge.Projects.Storage;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Projects.Packages;

internal static class AddPackage
{
    /// <summary>Adds a draft package. 404 <c>project.not-found</c>; 409 <c>project.cancelled</c>, <c>project.too-many-packages</c>.</summary>
    public static async Task<Results<Created<PackageView>, ProblemHttpResult>> HandleAsync(
        Guid projectId, PackageInput input, Caller caller, ProjectDb db, TimeProvider time, HttpContext context, CancellationToken cancellationToken)
    {
        var now = time.Now();
        if (input.Check(now) is { Any: true } errors)
            return errors.ToProblem();
        if (await db.LockProjectAsync(projectId, caller.CompanyId, cancellationToken) is not { } project)
            return Refusals.NoProject();
        if (project.Status is ProjectStatus.Cancelled)
            return Refusal.ProjectCancelled.ToProblem();
        if (await db.Packages.CountAsync(p => p.ProjectId == projectId && p.CompanyId == caller.CompanyId, cancellationToken) >= Package.MaximumPerProject)
            return Refusal.ProjectTooManyPackages.ToProblem();

        var package = Package.Draft(project, input, now);
        db.Add(package);
        db.Add(HistoryEntry.Of(caller, projectId, HistoryAction.PackageAdded, now, package.Id, PackageChanges.Of(null, package)));
        db.AddTerms(project, now, package);
        db.TouchLists(project);
        await db.SaveChangesAsync(cancellationToken);
        Precondition.Tag(context, package.Version);
        return TypedResults.Created($"/api/v1/packages/{package.Id}", PackageView.Of(project, package, caller.CompanyId));
    }
}
