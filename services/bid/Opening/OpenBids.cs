using BidForge.Bids.Bidding;
using BidForge.Bids.Sealing;
using BidForge.Bids.Storage;
using BidForge.Bids.Terms;
using BidForge.ServiceDefaults.Tokens;
using BidForge.Sharding;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BidForge.Bids.Opening;

internal static class OpenBids
{
    /// <summary>
    /// Opens the bids of a package whose due time has passed by the database's clock. Where the package asks for two people, the first one's call is an approval
    /// and the view says so; a second, different person's call opens. Asking again changes nothing and answers the view as it is.
    /// 409 <c>package.not-due</c> with both times, <c>package.not-open</c> for a draft or a cancelled package; 503 while it is not certain that the deadline was not extended.
    /// </summary>
    public static async Task<Results<Ok<OpeningView>, ProblemHttpResult>> HandleAsync(
        Guid packageId, Caller caller, HttpContext context, BidStore store, Keys keys, Deadlines deadlines, BidMetrics metrics,
        CancellationToken cancellationToken)
    {
        var (key, refusal) = WriteKey.Read(context, required: false);
        if (refusal is not null)
            return refusal;
        if (!SlottedId.TryGetSlot(packageId, out var slot))
            return BidRefusals.PackageNotFound();
        var opening = new PackageOpening(slot, packageId, Opener.Of(caller), keys);
        var opened = await opening.OpenAsync(store, deadlines, key, cancellationToken);
        if (opening.Opened is { } bids)
            metrics.Opened(bids);
        return opened.Value is { } view ? TypedResults.Ok(view) : opened.Refusal!;
    }
}
