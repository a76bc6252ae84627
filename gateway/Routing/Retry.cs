using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace BidForge.Gateway.Routing;

/// <summary>
/// Tries another replica when one fails. A request that may have reached a service is sent again only if it is safe (RFC 9110, 9.2.1) and has no body;
/// where no connection was made nothing was sent, and any request may go to the next replica.
/// </summary>
internal static partial class Retry
{
    public static async Task RunAsync(HttpContext context, RequestDelegate next, ILogger logger)
    {
        var proxy = context.GetReverseProxyFeature();
        var untried = proxy.AvailableDestinations;
        while (true)
        {
            await next(context);
            if (context.Failure() is not { } failure || !MayTryAgain(context, failure) || proxy.ProxiedDestination is not { } failed)
                return;
            untried = [.. untried.Where(destination => destination != failed)];
            if (untried.Count is 0)
                return;
            TryingAnother(logger, failed.DestinationId, failure.Error);
            proxy.AvailableDestinations = untried;
            context.Features.Set<IForwarderErrorFeature>(null);
            context.Response.StatusCode = StatusCodes.Status200OK;
        }
    }

    private static bool MayTryAgain(HttpContext context, Failure failure)
    {
        if (context.Response.HasStarted || context.RequestAborted.IsCancellationRequested)
            return false;
        if (failure.NotConnected)
            return true;
        var safe = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        return safe && failure.Error is ForwarderError.Request && context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody is not true;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Replica} did not take a request ({Error}); trying another")]
    private static partial void TryingAnother(ILogger logger, string replica, ForwarderError error);
}
