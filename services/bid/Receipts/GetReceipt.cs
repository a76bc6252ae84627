using BidForge.Bids.Bidding;
using BidForge.Bids.Sealing;
using BidForge.Bids.Storage;
using BidForge.Ledger;
using BidForge.ServiceDefaults.Tokens;
using BidForge.Sharding;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BidForge.Bids.Receipts;

internal static class GetReceipt
{
    /// <summary>The signed receipt of an act on one's own bid, the same as it was answered with; of the latest unless <paramref name="revision"/> names another.</summary>
    public static async Task<Results<Ok<SignedReceipt>, ProblemHttpResult>> HandleAsync(
        Guid bidId, Caller caller, BidStore store, Keys keys, CancellationToken cancellationToken, int? revision = null)
    {
        if (await OwnRevision.FindAsync(store, bidId, revision, caller, cancellationToken) is not { } own)
            return await OwnRevision.MissingAsync(store, bidId, revision, caller, cancellationToken);
        // A receipt says that the act is kept, whoever was told 503 when it was done.
        await store.UntilHeldAsync(SlottedId.TryGetSlot(bidId, out var slot) ? slot : 0, caller.CompanyId, cancellationToken);
        return TypedResults.Ok(keys.Sign(own.Revision.ToReceipt()));
    }
}
