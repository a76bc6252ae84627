using BidForge.Contracts.Files;
using BidForge.ServiceDefaults.Http;
using BidForge.Storage.Idempotency;

namespace BidForge.Files.Uploads;

/// <summary>What the query and headers of an upload say, each part checked.</summary>
internal sealed record UploadRequest(FilePurpose Purpose, Guid PackageId, string Name, byte[]? Sha256, string? Key)
{
    private const int LongestGivenName = 1000;

    public static UploadRequest? Read(HttpRequest request, out FieldErrors errors)
    {
        errors = new FieldErrors();
        var query = request.Query;
        FilePurpose? purpose = query["purpose"].ToString() switch
        {
            "document" => FilePurpose.Document,
            "bidAttachment" => FilePurpose.BidAttachment,
            _ => null,
        };
        errors.Require(purpose is not null, "purpose", "Must be document or bidAttachment.");
        errors.Require(Guid.TryParse(query["packageId"], out var packageId), "packageId", "Must be the id of a package.");

        var given = query["name"].ToString();
        var name = given.Length > LongestGivenName ? "" : FileName.Clean(given);
        errors.Require(given.Length <= LongestGivenName, "name", $"Must have at most {LongestGivenName} characters.");
        errors.Require(name is not "" || given.Length > LongestGivenName, "name", "Must be a file name with an extension.");

        errors.Require(ContentDigest.TryRead(request.Headers["Content-Digest"], out var sha256), "Content-Digest", "Must carry sha-256=:base64 of 32 bytes: (RFC 9530).");
        var key = request.Headers.TryGetValue(RequestHash.HeaderName, out var values) ? values.ToString() : null;
        errors.Require(key is null || (key.Length is > 0 and <= 200 && key.All(c => c is >= '!' and <= '~')), RequestHash.HeaderName, "Must be 1 to 200 visible ASCII characters.");
        return errors.Any ? null : new(purpose!.Value, packageId, name, sha256, key);
    }
}
