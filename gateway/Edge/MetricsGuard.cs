using System.Net;
using BidForge.ServiceDefaults.Http;

namespace BidForge.Gateway.Edge;

/// <summary>
/// The gateway's port is public, its metrics are not: /metrics answers this machine only, or, where <c>Metrics:Port</c> names a second port
/// that the process listens on, that port only (which a cluster's scraper reaches and the public does not).
/// </summary>
internal sealed class MetricsGuard(RequestDelegate next, IConfiguration configuration)
{
    private readonly int? port = configuration.GetValue<int?>("Metrics:Port");

    public Task InvokeAsync(HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/metrics") || IsAllowed(context)
            ? next(context)
            : Problem.NotFound(ProblemCodes.NotFound, "path").ExecuteAsync(context);

    private bool IsAllowed(HttpContext context) => port is { } own
        ? context.Connection.LocalPort == own
        : context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) && !context.Request.Headers.ContainsKey("X-Forwarded-For");
}
