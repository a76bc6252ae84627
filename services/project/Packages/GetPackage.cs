using BidForge.Projects.Storage;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Projects.Packages;

internal static class GetPackage
{
    /// <summary>A package in full, with its version as <c>ETag</c>. 404 <c>package.not-found</c> when it is not there or not for the caller.</summary>
    public static async Task<Results<Ok<PackageView>, ProblemHttpResult>> HandleAsync(
        Guid packageId, Caller caller, ProjectDb db, HttpContext context, CancellationToken cancellationToken)
    {
        var seen = await db.PackagesSeenBy(caller.CompanyId).SingleOrDefaultAsync(s => s.Package.Id == packageId, cancellationToken);
        if (seen is null)
            return Refusals.NoPackage();
        Precondition.Tag(context, seen.Package.Version);
        return TypedResults.Ok(PackageView.Of(seen.Project, seen.Package, caller.CompanyId, seen.Mine));
    }
}
