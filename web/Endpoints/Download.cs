using System.Net;
using BidForge.Web.Api;
using Microsoft.AspNetCore.Diagnostics;

namespace BidForge.Web.Endpoints;

internal static class Download
{
    private static readonly string[] Passed =
        ["Content-Type", "Content-Length", "Content-Disposition", "Content-Range", "Accept-Ranges", "ETag", "Last-Modified", "X-Content-Type-Options"];

    public static async Task HandleAsync(Guid id, HttpContext context, FileApi files, CancellationToken cancellationToken)
    {
        using var content = await files.ContentAsync(id, context.Request.Headers, cancellationToken);
        await PassAsync(content, context, cancellationToken);
    }

    public static async Task PreviewAsync(Guid id, HttpContext context, FileApi files, CancellationToken cancellationToken)
    {
        try
        {
            using var preview = await files.PreviewAsync(id, context.Request.Headers, cancellationToken);
            await PassAsync(preview, context, cancellationToken);
        }
        catch (ApiException refusal) when (!refusal.Unauthorized)
        {
            // Asked for by a page, not by a person: nobody would see a page of ours in its place.
            context.Response.StatusCode = (int)refusal.Status;
            if (context.Features.Get<IStatusCodePagesFeature>() is { } pages)
                pages.Enabled = false;
        }
    }

    private static async Task PassAsync(HttpResponseMessage content, HttpContext context, CancellationToken cancellationToken)
    {
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
