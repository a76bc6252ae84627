using BidForge.Files.Reading;
using BidForge.Files.Sealing;
using BidForge.Files.Storage;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace BidForge.Files.Previews;

/// <summary>
/// A picture made small, for whoever may read the file itself. Always a JPEG of this service's making, whatever was uploaded. May be cached by the reader's own browser,
/// which asks each time whether it still may; a file's bytes never change, so its checksum says whether that is still the preview.
/// </summary>
internal static class GetPreview
{
    private const string RetryAfterSeconds = "5";

    public static async Task<Results<FileContentHttpResult, StatusCodeHttpResult, ProblemHttpResult>> HandleAsync(
        Guid fileId, Caller caller, FileDb db, PreviewMaker previews, AttachmentSeal seal, HttpContext context, CancellationToken cancellationToken)
    {
        if (await GetFile.FindAsync(db, fileId, caller.CompanyId, cancellationToken) is not { } file)
            return FileProblems.NotFound();
        var facts = seal.FactsOf(file);
        if (!previews.MayHave(file, facts))
            return FileProblems.NoPreview();
        // Weak: made again, it is the same picture and may differ in its bytes.
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(facts.Sha256)}\"", isWeak: true);
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false)))
        {
            Describe(context.Response.Headers);
            context.Response.Headers.ETag = tag.ToString();
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        }
        try
        {
            if (await previews.FindAsync(file, db, cancellationToken) is not { } preview)
                return FileProblems.NoPreview();
            Describe(context.Response.Headers);
            return TypedResults.Bytes(preview, "image/jpeg", entityTag: tag);
        }
        catch (TimeoutException)
        {
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
            return FileProblems.PreviewsBusy();
        }
    }

    private static void Describe(IHeaderDictionary headers)
    {
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "private, no-cache";
    }
}
