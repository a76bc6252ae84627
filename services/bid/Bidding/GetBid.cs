using BidForge.Bids.Sealing;
using BidForge.Bids.Storage;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using BidForge.Sharding;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BidForge.Bids.Bidding;

internal static class GetBid
{
    private const string Query = StoredBid.Select + """
        where b.slot = $1 and b.bid_id = $2
            and (b.bidder_id = $3 or b.contractor_id = $3 and (b.status in ('opened', 'awarded', 'notSelected') or b.status = 'submitted' and not t.sealed))
        """;

    /// <summary>A bid: to its bidder always, to the contractor after opening, and before where the package takes its bids unsealed. The contractor's first look goes into the bidder's disclosure log.</summary>
    public static async Task<Results<Ok<Bid>, ProblemHttpResult>> HandleAsync(
        Guid bidId, Caller caller, HttpContext context, BidStore store, Keys keys, CancellationToken cancellationToken)
    {
        if (!SlottedId.TryGetSlot(bidId, out var slot))
            return BidRefusals.BidNotFound();
        var found = await store.ListAsync(
            slot, caller.CompanyId, () => Sql.Command(Query, (short)slot, bidId, caller.CompanyId), StoredBid.Read, cancellationToken);
        if (found is not [var stored])
            return BidRefusals.BidNotFound();
        if (stored.ContractorId == caller.CompanyId)
            await Disclosure.Views.RecordAsync(store, slot, stored.PackageId, bidId, caller, cancellationToken);
        Precondition.Tag(context, stored.Revision);
        return TypedResults.Ok(stored.ToBid(keys));
    }
}
