using BidForge.Projects.Projects;
using BidForge.Projects.Storage;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BidForge.Projects.Packages;

internal static class ChangePackage
{
    /// <summary>Replaces a draft; needs <c>If-Match</c>. 404 <c>package.not-found</c>; 409 <c>package.published</c>: issue an addendum; 412 and 428 as RFC 9110 and RFC 6585 have it.</summary>
    public static async Task<Results<Ok<PackageView>, ProblemHttpResult>> HandleAsync(
        Guid packageId, PackageInput input, Precondition precondition, Caller caller, ProjectDb db, TimeProvider time, HttpContext context, CancellationToken cancellationToken)
    {
        var now = time.Now();
        if (input.Check(now) is { Any: true } errors)
            return errors.ToProblem();
        if (await db.LockPackageAsync(packageId, caller.CompanyId, cancellationToken) is not ({ } project, { } package))
            return Refusals.NoPackage();
        if (precondition.Refuse(package.Version) is { } stale)
            return stale;
        var before = PackageChanges.Before(package);
        if (package.Change(input) is { } refusal)
            return refusal.ToProblem();

        db.Add(HistoryEntry.Of(caller, project.Id, HistoryAction.PackageChanged, now, package.Id, PackageChanges.Of(before, package)));
        db.AddTerms(project, now, package);
        db.TouchLists(project);
        await db.SaveChangesAsync(cancellationToken);
        Precondition.Tag(context, package.Version);
        return TypedResults.Ok(PackageView.Of(project, package, caller.CompanyId));
    }
}
