using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace BidForge.ServiceDefaults.Telemetry;

/// <summary>What may be said of a request and how it ended: the template of its route, never its path.</summary>
/// <param name="Route">Null where none matched.</param>
/// <param name="Counts">False for live streams, which last for as long as somebody looks, and for probes.</param>
internal readonly record struct Answer(string Method, string? Route, int Status, bool Counts)
{
    private static readonly HashSet<string> Methods = new(
        [HttpMethods.Get, HttpMethods.Post, HttpMethods.Put, HttpMethods.Patch, HttpMethods.Delete, HttpMethods.Head, HttpMethods.Options], StringComparer.Ordinal);

    /// <param name="context">Of a request that has been answered.</param>
    /// <param name="threw">Nobody caught what went wrong: the server will answer 500.</param>
    public static Answer To(HttpContext context, bool threw)
    {
        // One that failed has lost its endpoint to the error page.
        var endpoint = context.Features.Get<IExceptionHandlerFeature>()?.Endpoint ?? context.GetEndpoint();
        var route = endpoint?.Metadata.GetMetadata<IRouteDiagnosticsMetadata>()?.Route;
        return new(
            Methods.Contains(context.Request.Method) ? context.Request.Method : "other",
            route is null || route.StartsWith('/') ? route : "/" + route,
            threw && !context.Response.HasStarted ? StatusCodes.Status500InternalServerError : context.Response.StatusCode,
            endpoint?.Metadata.GetMetadata<IDisableHttpMetricsMetadata>() is null
                && context.Response.ContentType?.StartsWith("text/event-stream", StringComparison.Ordinal) is not true);
    }
}
