using BidForge.Bids.Storage;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using BidForge.Sharding;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BidForge.Bids.Bidding;

internal static class SubmitBid
{
    /// <summary>
    /// Submits a bid. 201 with the accepted bid and its signed receipt; the same <c>Idempotency-Key</c> sent again is answered the same, even after the deadline.
    /// 409 <c>bid.deadline-passed</c>, <c>bid.already-submitted</c>, <c>bid.scope-stale</c>, <c>package.not-open</c>, <c>quota.bids-exceeded</c>; 400 naming the fields; 422 <c>idempotency.key-reused</c>.
    /// </summary>
    public static async Task<Results<Created<Acceptance>, ProblemHttpResult>> HandleAsync(
        Guid packageId, BidInput input, Caller caller, HttpContext context, BidWriter writer, BidQuota quota, TimeProvider time, CancellationToken cancellationToken)
    {
        var (key, refusal) = WriteKey.Read(context, required: true);
        if (key is null)
            return refusal!;
        if (BidCheck.Shape(input) is { Any: true } errors)
            return errors.ToProblem();
        if (!SlottedId.TryGetSlot(packageId, out var slot))
            return BidRefusals.PackageNotFound();

        var write = new BidWrite(BidAct.Submit, slot, packageId, SlottedId.New(slot, time.GetUtcNow()), null, key, input);
        if (await quota.RefuseAsync(write, caller, cancellationToken) is { } over)
            return over;
        var written = await writer.WriteAsync(write, caller, cancellationToken);
        if (BidRefusals.Of(written) is { } refused)
            return refused;
        var acceptance = written.Acceptance!;
        if (acceptance.Bid.Id == write.BidId)
            quota.Accepted(packageId, caller);
        Precondition.Tag(context, acceptance.Bid.Version);
        return TypedResults.Created($"/api/v1/bids/{acceptance.Bid.Id}", acceptance);
    }
}
