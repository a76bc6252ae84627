using BidForge.Bids.Sealing;
using BidForge.Bids.Storage;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using BidForge.Sharding;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BidForge.Bids.Bidding;

internal static class GetMyBid
{
    private const string Query = StoredBid.Select + "where b.slot = $1 and b.package_id = $2 and b.bidder_id = $3 and b.status <> 'withdrawn'";

    /// <summary>The live bid of the caller's company on a package; 404 <c>bid.not-found</c> where it has none (or has withdrawn it).</summary>
    public static async Task<Results<Ok<Bid>, ProblemHttpResult>> HandleAsync(
        Guid packageId, Caller caller, HttpContext context, BidStore store, Keys keys, CancellationToken cancellationToken)
    {
        if (!SlottedId.TryGetSlot(packageId, out var slot))
            return BidRefusals.BidNotFound();
        var found = await store.ListAsync(
            slot, caller.CompanyId, () => Sql.Command(Query, (short)slot, packageId, caller.CompanyId), StoredBid.Read, cancellationToken);
        if (found is not [var stored])
            return BidRefusals.BidNotFound();
        Precondition.Tag(context, stored.Revision);
        return TypedResults.Ok(stored.ToBid(keys));
    }
}
