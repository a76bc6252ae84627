using BidForge.Auth.Storage;
using BidForge.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Auth.Sessions;

internal static partial class Refresh
{
    /// <summary>The newest refresh token of a session.</summary>
    public sealed record RefreshRequest(string RefreshToken);

    /// <summary>Changes a refresh token for new tokens. An old one ends the whole session: 401 <c>auth.session-ended</c>.</summary>
    public static async Task<Results<Ok<SessionView>, ProblemHttpResult>> HandleAsync(
        RefreshRequest request, AuthDb db, SessionIssuer issuer, TimeProvider time, ILogger<Session> logger, CancellationToken cancellationToken)
    {
        var hash = RefreshToken.HashOf(request.RefreshToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.LockSessionAsync(hash, cancellationToken) is not { } session)
            return Over();
        var generation = await db.RefreshTokens.Where(token => token.Hash == hash).Select(token => token.Generation).SingleAsync(cancellationToken);
        var rotation = session.Rotate(generation, time.GetUtcNow());
        if (rotation is Rotation.Reused)
            OldTokenUsed(logger, session.Id, session.UserId, generation, session.Generation);
        if (rotation is Rotation.Reused or Rotation.Ended)
        {
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return Over();
        }
        var user = await db.Users.AsNoTracking().SingleAsync(u => u.Id == session.UserId, cancellationToken);
        var company = await db.Companies.AsNoTracking().SingleAsync(c => c.Id == session.CompanyId, cancellationToken);
        var view = issuer.Continue(session, user, company);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.Ok(view);
    }

    private static ProblemHttpResult Over() =>
        Problem.Of(StatusCodes.Status401Unauthorized, AuthCodes.SessionEnded, "The session is over. Log in again.");

    [LoggerMessage(Level = LogLevel.Warning, Message = "Session {SessionId} of user {UserId} ended: a refresh token of generation {Generation} came again at generation {Current}")]
    private static partial void OldTokenUsed(ILogger logger, Guid sessionId, Guid userId, int generation, int current);
}
