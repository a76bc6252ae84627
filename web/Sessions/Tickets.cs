using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using BidForge.Web.Api.Models;

namespace BidForge.Web.Sessions;

/// <summary>Turns the API's session into the ticket that stays on the server, tokens and all.</summary>
internal static class Tickets
{
    public const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;
    public static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    private const string AccessTokenName = "access_token";
    private const string RefreshTokenName = "refresh_token";
    private const string ExpiresName = "expires_at";

    public static AuthenticationTicket Of(Session session, DateTimeOffset now, AuthenticationProperties? before = null)
    {
        var properties = new AuthenticationProperties
        {
            IsPersistent = true,
            IssuedUtc = before?.IssuedUtc ?? now,
            ExpiresUtc = before?.ExpiresUtc ?? now + Longest,
        };
        properties.StoreTokens(
        [
            new() { Name = AccessTokenName, Value = session.AccessToken },
            new() { Name = RefreshTokenName, Value = session.RefreshToken },
            new() { Name = ExpiresName, Value = now.AddSeconds(session.ExpiresIn).ToString("O", CultureInfo.InvariantCulture) },
        ]);
        return new(Claims.Principal(session, Scheme), properties, Scheme);
    }

    public static string? RefreshToken(this AuthenticationTicket ticket) => ticket.Properties.GetTokenValue(RefreshTokenName);

    public static DateTimeOffset TokenExpires(this AuthenticationTicket ticket) =>
        DateTimeOffset.TryParse(
            ticket.Properties.GetTokenValue(ExpiresName), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var expires)
            ? expires
            : DateTimeOffset.MinValue;

    public static string? AccessToken(this HttpContext context) => Properties(context)?.GetTokenValue(AccessTokenName);

    public static string? RefreshToken(this HttpContext context) => Properties(context)?.GetTokenValue(RefreshTokenName);

    private static AuthenticationProperties? Properties(HttpContext context) =>
        context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties;
}
