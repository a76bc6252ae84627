using BidForge.Gateway.Presence;
using BidForge.Gateway.Routing;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;

namespace BidForge.Gateway.Tokens;

/// <summary>
/// Refuses a token that is not valid before anything is forwarded (401). Without a token a request goes on: the service knows which of its endpoints
/// are open to anyone, and checks tokens itself too. Logging in does not look at tokens: a client with an old one must still get a new one.
/// </summary>
internal sealed class TokenCheck(RequestDelegate next, VerifiedTokens verified, TokenVerifier verifier, ActiveUsers users)
{
    private const string Scheme = "Bearer ";

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.RouteId() is { } route && !RouteTable.IsSignIn(route) && context.ServiceName() is not RouteTable.Web
            && context.Request.Headers.Authorization.ToString() is { Length: > 0 } header)
        {
            if (await VerifyAsync(header, context.RequestAborted) is not { } caller)
            {
                context.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
                await Problem.Of(StatusCodes.Status401Unauthorized, ProblemCodes.TokenInvalid, "The access token is not valid, or no longer.").ExecuteAsync(context);
                return;
            }
            context.Features.Set(caller);
            users.Saw(caller.UserId);
        }
        await next(context);
    }

    private async ValueTask<Caller?> VerifyAsync(string header, CancellationToken cancellationToken)
    {
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return null;
        var token = header[Scheme.Length..].Trim();
        if (verified.Find(token) is { } known)
            return known;
        if (await verifier.VerifyAsync(token, cancellationToken) is not { } read)
            return null;
        verified.Add(token, read.Caller, read.ExpiresAt);
        return read.Caller;
    }
}
