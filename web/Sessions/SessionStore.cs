using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace BidForge.Web.Sessions;

/// <summary>
/// Keeps tickets in Redis, encrypted; the cookie holds a random key only. A ticket read here comes back with a living access token:
/// <see cref="TokenRefresher"/> sees to it.
/// </summary>
internal sealed class SessionStore(
    TicketVault vault, TokenRefresher refresher, IOptions<WebOptions> options) : ITicketStore
{
    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var key = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        await RenewAsync(key, ticket);
        return key;
    }

    public Task RenewAsync(string key, AuthenticationTicket ticket) =>
        vault.WriteAsync(key, ticket, TimeSpan.FromHours(options.Value.SessionHours));

    public Task<AuthenticationTicket?> RetrieveAsync(string key) => refresher.FreshAsync(key);

    public async Task<AuthenticationTicket?> RetrieveAsync(string key, HttpContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await refresher.FreshAsync(key);
        }
        catch (Exception failure) when (failure is RedisException or TimeoutException
            && context.Features.Get<IExceptionHandlerFeature>() is not null)
        {
            // The error page itself must show even while the sessions can't be read.
            return null;
        }
    }

    public Task RemoveAsync(string key) => vault.RemoveAsync(key);
}
