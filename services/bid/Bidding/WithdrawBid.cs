using BidForge.Bids.Storage;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using BidForge.Sharding;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BidForge.Bids.Bidding;

internal static class WithdrawBid
{
    /// <summary>Withdraws a bid, until the deadline. A new one may be submitted while the package is open. Needs <c>If-Match</c> and <c>Idempotency-Key</c>.</summary>
    public static async Task<Results<Ok<Acceptance>, ProblemHttpResult>> HandleAsync(
        Guid bidId, Precondition precondition, Caller caller, HttpContext context, BidWriter writer, CancellationToken cancellationToken)
    {
        var (key, refusal) = WriteKey.Read(context, required: true);
        if (key is null)
            return refusal!;
        if (precondition is { Version: null, Any: false })
            return precondition.Refuse(0)!;
        if (!SlottedId.TryGetSlot(bidId, out var slot))
            return BidRefusals.BidNotFound();

        var written = await writer.WriteAsync(
            new BidWrite(BidAct.Withdraw, slot, Guid.Empty, bidId, precondition.Version, key, null), caller, cancellationToken);
        return BidRefusals.Of(written) is { } refused ? refused : Answers.Ok(context, written.Acceptance!);
    }
}
