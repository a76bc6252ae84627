using System.Net;
using BidForge.Web.Api;

namespace BidForge.Web.Endpoints;

internal static class Download
{
    private static readonly string[] Passed =
        ["Content-Type", "Content-Length", "Content-Disposition", "Content-Range", "Accept-Ranges", "ETag", "Last-Modified", "X-Content-Type-Options"];

    public static async Task HandleAsync(Guid id, HttpContext context, FileApi files, CancellationToken cancellationToken)
    {
        using var content = await files.ContentAsync(id, context.Request.Headers, cancellationToken);
        var response = context.Response;
        response.StatusCode = (int)content.StatusCode;
        foreach (var name in Passed)
        {
            if (content.Headers.TryGetValues(name, out var values) || content.Content.Headers.TryGetValues(name, out values))
                response.Headers[name] = values.ToArray();
        }

        response.Headers.CacheControl = "private, no-cache";
        if (content.StatusCode is HttpStatusCode.NotModified) return;
        await content.Content.CopyToAsync(response.Body, cancellationToken);
    }
}
