using BidForge.Contracts.Projects;
using BidForge.Messaging;
using BidForge.Projects.Projects;
using BidForge.Projects.Storage;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BidForge.Projects.Packages;

internal static class DeletePackage
{
    /// <summary>Deletes a draft; needs <c>If-Match</c>. 404 <c>package.not-found</c>; 409 <c>package.published</c>.</summary>
    public static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid packageId, Precondition precondition, Caller caller, ProjectDb db, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await db.LockPackageAsync(packageId, caller.CompanyId, cancellationToken) is not ({ } project, { } package))
            return Refusals.NoPackage();
        if (precondition.Refuse(package.Version) is { } stale)
            return stale;
        if (package.WhyNoDraft() is { } refusal)
            return refusal.ToProblem();

        var now = time.Now();
        db.Remove(package);
        db.Add(HistoryEntry.Of(caller, project.Id, HistoryAction.PackageDeleted, now, package.Id, new FieldChanges().Add("title", package.Title, null).ToList()));
        db.AddEvent(new PackageDeleted(package.Id, project.Id, project.CompanyId, now));
        db.TouchLists(project);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }
}
