using BidForge.Auth.Companies;
using BidForge.Auth.Storage;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Auth.Users;

internal static class ListUsers
{
    /// <summary>The people of the caller's own company, oldest first. Another company's are 404 <c>company.not-found</c>.</summary>
    public static async Task<Results<Ok<Page<UserView>>, ProblemHttpResult>> HandleAsync(
        Guid companyId, string? cursor, int? limit, Caller caller, AuthDb db, CancellationToken cancellationToken)
    {
        if (companyId != caller.CompanyId)
            return ReadCompany.NotFound();
        var pageSize = limit ?? Cursor.DefaultLimit;
        var errors = new FieldErrors().InRange("limit", pageSize, 1, Cursor.MaximumLimit);
        if (!Cursor.TryRead<Guid>(cursor, out var after))
            errors.Add("cursor", "Is not a cursor of this list.");
        if (errors.Any)
            return errors.ToProblem();
        var users = await db.Users.AsNoTracking()
            .Where(user => user.CompanyId == caller.CompanyId && user.Id > after)
            .OrderBy(user => user.Id)
            .Take(pageSize + 1)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(Page<UserView>.Of(users, pageSize, UserView.Of, user => user.Id));
    }
}
