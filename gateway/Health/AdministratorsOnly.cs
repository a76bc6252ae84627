using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;

namespace BidForge.Gateway.Health;

/// <summary>401 without a token, 403 for whoever does not administer the marketplace. The token itself was checked before.</summary>
internal static class AdministratorsOnly
{
    public static async ValueTask<object?> FilterAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (context.HttpContext.Features.Get<Caller>() is not { } caller)
            return Problem.Of(StatusCodes.Status401Unauthorized, ProblemCodes.TokenInvalid, "Log in first: this is for administrators of the marketplace.");
        if (!caller.PlatformAdmin)
            return Problem.Of(StatusCodes.Status403Forbidden, ProblemCodes.Forbidden, "This is for administrators of the marketplace.");
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        return await next(context);
    }
}
