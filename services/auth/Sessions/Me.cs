using BidForge.Auth.Companies;
using BidForge.Auth.Storage;
using BidForge.Auth.Users;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Auth.Sessions;

internal static class Me
{
    /// <summary>Who the access token speaks for, as it is stored now.</summary>
    public static async Task<Results<Ok<MeView>, ProblemHttpResult>> HandleAsync(Caller caller, AuthDb db, CancellationToken cancellationToken)
    {
        var user = await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == caller.UserId && u.CompanyId == caller.CompanyId, cancellationToken);
        var company = await db.Companies.AsNoTracking().SingleOrDefaultAsync(c => c.Id == caller.CompanyId, cancellationToken);
        if (user is null || company is null)
            return Problem.Of(StatusCodes.Status401Unauthorized, ProblemCodes.TokenInvalid, "The account is no longer there.");
        return TypedResults.Ok(new MeView(UserView.Of(user), CompanyView.OwnOf(company), user.PlatformAdmin));
    }
}
