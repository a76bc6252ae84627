using System.Security.Cryptography;
using BidForge.Web.Api;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace BidForge.Web.Sessions;

/// <summary>
/// Renews access tokens shortly before they expire. A refresh token works once and its second use ends the session, so one request in
/// all replicas renews while the others wait for the ticket it writes.
/// </summary>
internal sealed class TokenRefresher(
    RedisConnection redis, TicketVault vault, IServiceScopeFactory scopes, TimeProvider clock, IOptions<WebOptions> options)
{
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LockLife = TimeSpan.FromSeconds(30);
    // Auth answers the old token for ten seconds more: a call whose answer is lost is made once again within them.
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);

    /// <summary>The session's ticket with a token that still lives a while; null when there is no such session any more.</summary>
    public async Task<AuthenticationTicket?> FreshAsync(string key)
    {
        var ticket = await vault.ReadAsync(key);
        if (ticket is null || Fresh(ticket)) return ticket;

        var giveUp = clock.GetUtcNow() + Patience;
        var holder = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        var name = "web:session-lock:" + key;
        while (!await redis.Database.LockTakeAsync(name, holder, LockLife))
        {
            await Task.Delay(Pause, clock);
            ticket = await vault.ReadAsync(key);
            if (ticket is null || Fresh(ticket) || clock.GetUtcNow() > giveUp) return ticket;
        }

        try
        {
            return await RenewAsync(key);
        }
        finally
        {
            await redis.Database.LockReleaseAsync(name, holder);
        }
    }

    private async Task<AuthenticationTicket?> RenewAsync(string key)
    {
        // Another request may have renewed between our first look and the lock.
        var ticket = await vault.ReadAsync(key);
        if (ticket is null || Fresh(ticket) || ticket.RefreshToken() is not { } refreshToken) return ticket;

        await using var scope = scopes.CreateAsyncScope();
        try
        {
            var auth = scope.ServiceProvider.GetRequiredService<AuthApi>();
            var session = await TryAsync(auth, refreshToken, last: false) ?? await TryAsync(auth, refreshToken, last: true);
            var renewed = Tickets.Of(session!, clock.GetUtcNow(), ticket.Properties);
            await vault.WriteAsync(key, renewed, TimeSpan.FromHours(options.Value.SessionHours));
            return renewed;
        }
        catch (ApiException refusal) when (refusal.Unauthorized)
        {
            await vault.RemoveAsync(key);
            return null;
        }
        catch (Exception failure) when (failure is ApiException or OperationCanceledException)
        {
            // Auth is away. The old token may still do for a minute; if not, the page says that the service is unavailable.
            return ticket;
        }
    }

    // Not with the request's token: once sent, the old refresh token is spent, so the answer must be kept even if the reader left.
    private async Task<Api.Models.Session?> TryAsync(AuthApi auth, string refreshToken, bool last)
    {
        using var limit = new CancellationTokenSource(CallLimit, clock);
        try
        {
            return await auth.RefreshAsync(refreshToken, limit.Token);
        }
        catch (Exception failure) when (!last && failure is ApiException { Unavailable: true } or OperationCanceledException)
        {
            return null;
        }
    }

    private bool Fresh(AuthenticationTicket ticket) => ticket.TokenExpires() - clock.GetUtcNow() > Early;
}
