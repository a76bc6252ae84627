using BidForge.Files.Blobs;
using BidForge.Files.Sealing;
using BidForge.Files.Storage;
using BidForge.Files.Uploads;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace BidForge.Files.Reading;

/// <summary>
/// The bytes of a file, whole or in part (RFC 9110, 14). They are saved, never shown: attachment disposition (RFC 6266), no sniffing, and a sandbox
/// should a browser open them all the same. May be cached by the reader's own browser, which asks each time whether it still may.
/// </summary>
internal static class Download
{
    public static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> HandleAsync(
        Guid fileId, Caller caller, FileDb db, IBlobStore blobs, AttachmentSeal seal, HttpContext context, CancellationToken cancellationToken)
    {
        if (await GetFile.FindAsync(db, fileId, caller.CompanyId, cancellationToken) is not { } file)
            return FileProblems.NotFound();
        var facts = seal.FactsOf(file);
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "private, no-cache";
        headers["Repr-Digest"] = ContentDigest.Write(facts.Sha256);
        return TypedResults.Stream(
            Open(blobs, seal, file, facts.Size), facts.ContentType, facts.Name, file.CreatedAt,
            new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(facts.Sha256)}\""), enableRangeProcessing: true);
    }

    public static Stream Open(IBlobStore blobs, AttachmentSeal seal, StoredFile file, long size) => file.Sealed is { } facts
        ? new SealedReadStream(blobs.Open(file.Id, SealedChunks.SizeOf(size)), seal.KeyOf(file.Id, facts), size)
        : blobs.Open(file.Id, size);
}
