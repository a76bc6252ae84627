using BidForge.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BidForge.Auth.Companies;

internal static class SearchCompanies
{
    /// <summary>The directory, by words of the name, trade, kind and distance; ordered by name or by distance.</summary>
    public static async Task<Results<Ok<Page<CompanyView>>, ProblemHttpResult>> HandleAsync(
        [AsParameters] DirectoryQuery query, Directory directory, CancellationToken cancellationToken)
    {
        var errors = query.Check();
        if (!Cursor.TryRead<DirectoryKey>(query.Cursor, out var after) || after is not null && after.Distance is null == query.ByDistance)
            errors.Add("cursor", "Is not a cursor of this list.");
        if (errors.Any)
            return errors.ToProblem();
        var rows = await directory.FindAsync(query, after, cancellationToken);
        return TypedResults.Ok(Page<CompanyView>.Of(rows, query.PageSize, row => row.Company, row => row.Key));
    }
}
