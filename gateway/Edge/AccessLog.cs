using System.Diagnostics;
using BidForge.Contracts;
using BidForge.Gateway.Routing;
using BidForge.ServiceDefaults.Telemetry;
using BidForge.ServiceDefaults.Tokens;
using Yarp.ReverseProxy.Model;

namespace BidForge.Gateway.Edge;

/// <summary>
/// The outermost step: a line per request, the trace's id and the security headers on every answer. No query, header or body is logged: those may hold secrets.
/// Of calls that tell of bids, and of all that bidders call, the line has the path's template and no caller.
/// </summary>
internal sealed partial class AccessLog(RequestDelegate next, TimeProvider time, ILogger<AccessLog> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var started = time.GetTimestamp();
        context.Response.OnStarting(static state =>
        {
            var response = ((HttpContext)state).Response;
            SecurityHeaders.Apply(response.Headers);
            if (Activity.Current is { } activity)
                response.Headers["X-Trace-Id"] = activity.TraceId.ToHexString();
            return Task.CompletedTask;
        }, context);
        try
        {
            await next(context);
        }
        finally
        {
            if (logger.IsEnabled(LogLevel.Information))
                Log(context, time.GetElapsedTime(started).TotalMilliseconds);
        }
    }

    private void Log(HttpContext context, double milliseconds)
    {
        var path = context.Request.Path.Value ?? "";
        var caller = context.Features.Get<Caller>();
        var status = context.Response.StatusCode;
        var replica = context.ServiceName() is null ? "gateway" : context.Features.Get<IReverseProxyFeature>()?.ProxiedDestination?.DestinationId ?? "none";
        // What a bidder reads beside its bid would tell of the bid by its time.
        if (caller?.Kind is CompanyKind.Subcontractor || SealedPaths.TellOfBids(path))
            Answered(logger, context.Request.Method, SealedPaths.Template(path), status, milliseconds, replica, null, null);
        else
            Answered(logger, context.Request.Method, path, status, milliseconds, replica, context.Connection.RemoteIpAddress?.ToString(), caller?.UserId);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Method} {Path} {Status} {Milliseconds:0.0} ms by {Replica} for {Client} {User}")]
    private static partial void Answered(ILogger logger, string method, string path, int status, double milliseconds, string replica, string? client, Guid? user);
}
