using BidForge.Web.Api.Models;

namespace BidForge.Web.Api;

/// <summary>Log-in, registration and tokens. Called without a token of the user's.</summary>
internal sealed class AuthApi(Gateway gateway)
{
    public Task<Session> RegisterAsync(Registration registration, Write write, CancellationToken cancellationToken) =>
        gateway.SendAsync<Session>(HttpMethod.Post, "/auth/register", registration, write, cancellationToken);

    public Task<Session> LogInAsync(string email, string password, CancellationToken cancellationToken) =>
        gateway.SendAsync<Session>(HttpMethod.Post, "/auth/login", new { email, password }, default, cancellationToken);

    public Task<Session> RefreshAsync(string refreshToken, CancellationToken cancellationToken) =>
        gateway.SendAsync<Session>(HttpMethod.Post, "/auth/refresh", new { refreshToken }, default, cancellationToken);

    public Task LogOutAsync(string refreshToken, CancellationToken cancellationToken) =>
        gateway.SendAsync(HttpMethod.Post, "/auth/logout", new { refreshToken }, default, cancellationToken);
}
