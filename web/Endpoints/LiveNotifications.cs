using BidForge.Web.Api;
using Microsoft.AspNetCore.Http.Features;

namespace BidForge.Web.Endpoints;

/// <summary>Passes the gateway's stream of notifications on to the browser, which never sees a token.</summary>
internal static class LiveNotifications
{
    public static void MapLiveNotifications(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/live", StreamAsync).RequireAuthorization();

    private static async Task StreamAsync(HttpContext context, NotificationApi notifications, IHostApplicationLifetime lifetime)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            string? last = context.Request.Headers["Last-Event-ID"];
            using var stream = await notifications.StreamAsync(last ?? context.Request.Query["lastEventId"], ended.Token);
            context.Response.ContentType = "text/event-stream";
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers["X-Accel-Buffering"] = "no";
            context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            await context.Response.StartAsync(ended.Token);
            await CopyAsync(await stream.Content.ReadAsStreamAsync(ended.Token), context.Response.Body, ended.Token);
        }
        catch (OperationCanceledException)
        {
            // The reader left, or this replica is going: EventSource comes back by itself, with the last id it saw.
        }
        catch (Exception cut) when (cut is HttpRequestException or IOException && context.Response.HasStarted)
        {
        }
        catch (ApiException refusal) when (!context.Response.HasStarted)
        {
            // EventSource gives up on any other answer than 200, so the script reads this one and tries later.
            context.Response.StatusCode = refusal.Problem.Status;
            await context.Response.CompleteAsync();
        }
    }

    private static async Task CopyAsync(Stream from, Stream to, CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        int read;
        while ((read = await from.ReadAsync(buffer, cancellationToken)) > 0)
        {
            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            await to.FlushAsync(cancellationToken);
        }
    }
}
