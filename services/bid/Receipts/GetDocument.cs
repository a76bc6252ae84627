using BidForge.Bids.Bidding;
using BidForge.Bids.Sealing;
using BidForge.Bids.Storage;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BidForge.Bids.Receipts;

internal static class GetDocument
{
    /// <summary>One's own bid as the canonical JSON (RFC 8785) whose SHA-256 is <c>documentHash</c> in its receipt.</summary>
    public static async Task<Results<FileContentHttpResult, ProblemHttpResult>> HandleAsync(
        Guid bidId, Caller caller, BidStore store, Keys keys, CancellationToken cancellationToken, int? revision = null)
    {
        if (await OwnRevision.FindAsync(store, bidId, revision, caller, cancellationToken) is not { } own)
            return await OwnRevision.MissingAsync(store, bidId, revision, caller, cancellationToken);
        var document = new SealedDocument(own.Revision.PackageId, bidId, own.Revision.Document, own.Key).Open(keys);
        return TypedResults.File(document, "application/json");
    }
}
