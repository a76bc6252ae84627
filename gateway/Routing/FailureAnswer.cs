using BidForge.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Yarp.ReverseProxy.Forwarder;

namespace BidForge.Gateway.Routing;

/// <summary>What a caller hears when a service could not be asked or did not answer: always a problem, never an empty body.</summary>
internal static class FailureAnswer
{
    private const string RetryAfterSeconds = "2";

    public static async Task WriteAsync(HttpContext context, string service)
    {
        if (context.Failure() is not { } failure || context.Response.HasStarted)
            return;
        if (context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return;
        }
        var problem = Explain(context, failure, service);
        if (problem.StatusCode >= StatusCodes.Status500InternalServerError)
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
        await problem.ExecuteAsync(context);
    }

    private static ProblemHttpResult Explain(HttpContext context, Failure failure, string service)
    {
        if (failure.NotConnected)
            return Problem.Of(
                StatusCodes.Status503ServiceUnavailable, ProblemCodes.Unavailable, $"The {service} service is out of reach for the moment. Try again.", "Nothing was done.");
        if (Refused(failure.Exception) is { } bad)
            return bad.StatusCode is StatusCodes.Status413PayloadTooLarge
                ? BodyLimit.TooLarge(context, context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize)
                : Problem.Of(bad.StatusCode, ProblemCodes.RequestInvalid, "The request could not be read.");
        return failure.Error switch
        {
            ForwarderError.RequestTimedOut => Problem.Of(
                StatusCodes.Status504GatewayTimeout, "service.timeout", $"The {service} service did not answer in time.", MayBeDone(context)),
            ForwarderError.RequestBodyClient => Problem.Of(StatusCodes.Status400BadRequest, ProblemCodes.RequestInvalid, "The request's body broke off."),
            _ => Problem.Of(StatusCodes.Status502BadGateway, "service.no-answer", $"The {service} service broke off without an answer.", MayBeDone(context)),
        };
    }

    // Kestrel's own refusal of the body, alone or beside what it did to the sending.
    private static BadHttpRequestException? Refused(Exception? fault) =>
        fault as BadHttpRequestException ?? (fault as AggregateException)?.InnerExceptions.OfType<BadHttpRequestException>().FirstOrDefault();

    private static string? MayBeDone(HttpContext context) => HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)
        ? null
        : "It may have been done or not. Send it again with the same Idempotency-Key: it is done once.";
}
