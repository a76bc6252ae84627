using BidForge.Projects.Packages;
using BidForge.Projects.Storage;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Projects.Addenda;

internal static class ListAddenda
{
    /// <summary>The addenda of a package, first to last. 404 <c>package.not-found</c>.</summary>
    public static async Task<Results<Ok<Page<AddendumView>>, ProblemHttpResult>> HandleAsync(
        Guid packageId, HttpRequest request, Caller caller, ProjectDb db, CancellationToken cancellationToken)
    {
        var query = new QueryReader(request.Query, "cursor", "limit").RefuseUnknown();
        var limit = query.Limit();
        var after = query.Cursor<int?>() ?? 0;
        if (query.Errors.Any)
            return query.Errors.ToProblem();
        if (!await db.PackagesSeenBy(caller.CompanyId).AnyAsync(seen => seen.Package.Id == packageId, cancellationToken))
            return Refusals.NoPackage();
        var addenda = await db.Addenda.AsNoTracking()
            .Where(addendum => addendum.PackageId == packageId && addendum.Number > after)
            .OrderBy(addendum => addendum.Number).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(Page<AddendumView>.Of(addenda, limit, AddendumView.Of, addendum => addendum.Number));
    }
}
