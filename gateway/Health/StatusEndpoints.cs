using BidForge.Gateway.Routing;

namespace BidForge.Gateway.Health;

internal static class StatusEndpoints
{
    public static void MapStatus(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/status", async (SystemStatus status) => TypedResults.Ok(await status.ReadAsync())).WithMetadata(OwnRoute.Instance);
        routes.MapGet("/api/v1/admin/system", async (HttpContext context, SystemStatus status) => TypedResults.Ok(
            await status.ReadWholeAsync(new Uri($"{context.Request.Scheme}://{context.Request.Host}"), context.RequestAborted)))
            .WithMetadata(OwnRoute.Instance).AddEndpointFilter(AdministratorsOnly.FilterAsync);
    }
}
