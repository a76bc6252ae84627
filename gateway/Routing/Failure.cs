using Yarp.ReverseProxy.Forwarder;

namespace BidForge.Gateway.Routing;

/// <summary>Why a request could not be forwarded.</summary>
/// <param name="NotConnected">No connection was made: the service saw nothing of the request.</param>
internal sealed record Failure(ForwarderError Error, Exception? Exception, bool NotConnected);

internal static class FailureExtensions
{
    /// <summary>null when the service answered.</summary>
    public static Failure? Failure(this HttpContext context)
    {
        if (context.Features.Get<IForwarderErrorFeature>() is not { Error: not ForwarderError.None } fault)
            return null;
        var notConnected = fault.Error is ForwarderError.NoAvailableDestinations
            || fault.Exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError };
        return new(fault.Error, fault.Exception, notConnected);
    }
}
