using BidForge.Gateway.Routing;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BidForge.Gateway.Health;

internal static class StatusEndpoints
{
    public static void MapStatus(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/status", async (SystemStatus status) => TypedResults.Ok(await status.ReadAsync())).WithMetadata(OwnRoute.Instance);
        routes.MapGet("/api/v1/admin/system", WholeAsync).WithMetadata(OwnRoute.Instance);
    }

    /// <summary>Every replica with its dependencies. 401 without a token, 403 for whoever does not administer the marketplace.</summary>
    private static async Task<Results<Ok<WholeStatus>, ProblemHttpResult>> WholeAsync(HttpContext context, SystemStatus status)
    {
        if (context.Features.Get<Caller>() is not { } caller)
            return Problem.Of(StatusCodes.Status401Unauthorized, ProblemCodes.TokenInvalid, "Log in first: this is for administrators of the marketplace.");
        if (!caller.PlatformAdmin)
            return Problem.Of(StatusCodes.Status403Forbidden, ProblemCodes.Forbidden, "This is for administrators of the marketplace.");
        context.Response.Headers.CacheControl = "no-store";
        var self = new Uri($"{context.Request.Scheme}://{context.Request.Host}");
        return TypedResults.Ok(await status.ReadWholeAsync(self, context.RequestAborted));
    }
}
