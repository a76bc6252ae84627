using BidForge.Auth.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BidForge.Auth.Sessions;

internal static class LogOut
{
    /// <summary>Any refresh token of the session.</summary>
    public sealed record LogOutRequest(string RefreshToken);

    /// <summary>Ends the session of a refresh token; an unknown one is answered the same. Access tokens already out live on for their ten minutes at most.</summary>
    public static async Task<NoContent> HandleAsync(LogOutRequest request, AuthDb db, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.LockSessionAsync(RefreshToken.HashOf(request.RefreshToken), cancellationToken) is { } session)
        {
            session.End(time.GetUtcNow());
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        return TypedResults.NoContent();
    }
}
