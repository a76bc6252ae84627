using BidForge.Bids.Storage;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using BidForge.Sharding;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BidForge.Bids.Bidding;

internal static class ReviseBid
{
    /// <summary>
    /// Replaces a bid by a new revision, until the deadline; every revision is kept. Needs <c>If-Match</c> (428, 412) and <c>Idempotency-Key</c>.
    /// After an addendum this is how a bid becomes current again. Refusals as for a submit, and 409 <c>bid.withdrawn</c>.
    /// </summary>
    public static async Task<Results<Ok<Acceptance>, ProblemHttpResult>> HandleAsync(
        Guid bidId, BidInput input, Precondition precondition, Caller caller, HttpContext context, BidStore store, BidWriter writer,
        CancellationToken cancellationToken)
    {
        var (key, refusal) = WriteKey.Read(context, required: true);
        if (key is null)
            return refusal!;
        if (BidCheck.Shape(input) is { Any: true } errors)
            return errors.ToProblem();
        if (precondition is { Version: null, Any: false })
            return precondition.Refuse(0)!;
        if (!SlottedId.TryGetSlot(bidId, out var slot) || await PackageOfAsync(store, slot, bidId, caller, cancellationToken) is not { } packageId)
            return BidRefusals.BidNotFound();

        var write = new BidWrite(BidAct.Revise, slot, packageId, bidId, precondition.Version, key, input);
        var written = await writer.WriteAsync(write, caller, cancellationToken);
        return BidRefusals.Of(written) is { } refused ? refused : Answers.Ok(context, written.Acceptance!);
    }

    private static async Task<Guid?> PackageOfAsync(BidStore store, int slot, Guid bidId, Caller caller, CancellationToken cancellationToken)
    {
        var packages = await store.ListAsync(
            slot, caller.CompanyId,
            () => Sql.Command("select package_id from bids where slot = $1 and bid_id = $2 and bidder_id = $3", (short)slot, bidId, caller.CompanyId),
            row => row.GetGuid(0), cancellationToken);
        return packages.Count is 1 ? packages[0] : null;
    }
}
