using System.Globalization;
using BidForge.Gateway.Limits;
using BidForge.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace BidForge.Gateway.Routing;

/// <summary>How large a body may be: small for requests, large for uploads, which stream through. A body that says it is too large is refused unread.</summary>
internal sealed class BodyLimit(RequestDelegate next, IOptions<LimitOptions> options)
{
    public Task InvokeAsync(HttpContext context)
    {
        var most = RouteTable.IsUpload(context.RouteId()) ? options.Value.UploadBytes : options.Value.BodyBytes;
        var tooLarge = context.Request.ContentLength > most;
        // Kestrel reads on for five seconds what it does not limit, so that most clients come to hear the refusal; it hangs up at once on what it does.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = tooLarge ? null : most;
        return tooLarge ? TooLarge(context, most).ExecuteAsync(context) : next(context);
    }

    public static ProblemHttpResult TooLarge(HttpContext context, long? most) => Problem.Of(
        StatusCodes.Status413PayloadTooLarge,
        RouteTable.IsUpload(context.RouteId()) ? "file.too-large" : "request.too-large",
        "The body is too large.",
        most is null ? null : string.Create(CultureInfo.InvariantCulture, $"At most {most} bytes are taken here."));
}
