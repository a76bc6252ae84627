using BidForge.Contracts.Projects;
using BidForge.Projects.Projects;
using BidForge.Projects.Storage;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Projects.Packages;

internal static class PublishPackage
{
    /// <summary>
    /// Puts a draft of a published project on the market; again is no error. 404 <c>package.not-found</c>;
    /// 409 <c>project.not-published</c>, <c>package.past-due</c>, <c>package.cancelled</c>.
    /// </summary>
    public static async Task<Results<Ok<PackageView>, ProblemHttpResult>> HandleAsync(
        Guid packageId, Caller caller, ProjectDb db, TimeProvider time, HttpContext context, CancellationToken cancellationToken)
    {
        if (await db.LockPackageAsync(packageId, caller.CompanyId, cancellationToken) is not ({ } project, { } package))
            return Refusals.NoPackage();
        var now = time.Now();
        var draft = package.Status is PackageStatus.Draft;
        if (package.Publish(project, now) is { } refusal)
            return refusal.ToProblem();
        if (draft)
        {
            project.Settle(await db.Packages.Where(p => p.ProjectId == project.Id && p.CompanyId == caller.CompanyId).ToListAsync(cancellationToken));
            db.Add(HistoryEntry.Of(caller, project.Id, HistoryAction.PackagePublished, now, package.Id));
            db.AddTerms(project, now, package);
            db.TouchLists(project);
            await db.SaveChangesAsync(cancellationToken);
        }
        Precondition.Tag(context, package.Version);
        return TypedResults.Ok(PackageView.Of(project, package, caller.CompanyId));
    }
}
