using System.Globalization;
using BidForge.Auth.Storage;
using BidForge.Auth.Users;
using BidForge.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Auth.Sessions;

internal static class LogIn
{
    /// <summary>Whoever knows these is that person.</summary>
    public sealed record LogInRequest(string Email, string Password);

    /// <summary>Starts a session. 401 <c>auth.credentials-wrong</c> for a wrong address and a wrong password alike; 429 <c>auth.locked</c> after repeated failures.</summary>
    public static async Task<Results<Ok<SessionView>, ProblemHttpResult>> HandleAsync(
        LogInRequest request, PasswordCheck passwords, AuthDb db, SessionIssuer issuer, HttpContext context, CancellationToken cancellationToken)
    {
        var (user, lockedFor) = await passwords.WhoAsync(request.Email, request.Password, cancellationToken);
        if (lockedFor is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return Problem.Of(
                StatusCodes.Status429TooManyRequests, AuthCodes.Locked, "Too many wrong passwords: the account is locked for a while.",
                "Wait for as many seconds as Retry-After says.");
        }
        if (user is null)
            return Problem.Of(StatusCodes.Status401Unauthorized, AuthCodes.CredentialsWrong, "The e-mail address or the password is wrong.");
        var company = await db.Companies.AsNoTracking().SingleAsync(c => c.Id == user.CompanyId, cancellationToken);
        var session = issuer.Start(user, company);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(session);
    }
}
