using BidForge.Bids.Bidding;
using BidForge.Bids.Disclosure;
using BidForge.Bids.Sealing;
using BidForge.Bids.Storage;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using BidForge.Sharding;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BidForge.Bids.Leveling;

internal static class LevelBids
{
    /// <summary>The leveling sheet, for the contractor after opening, and before where the package takes its bids unsealed (409 <c>package.not-opened</c>). The first look goes into each bidder's disclosure log.</summary>
    public static async Task<Results<Ok<Sheet>, ProblemHttpResult>> HandleAsync(Guid packageId, Caller caller, BidStore store, Keys keys, CancellationToken cancellationToken)
    {
        if (!SlottedId.TryGetSlot(packageId, out var slot))
            return BidRefusals.PackageNotFound();
        var (found, opened) = await store.ReadAsync(
            slot, caller.CompanyId, writes: true,
            () => [Views.Record(slot, packageId, null, caller), .. LeveledPackage.Commands(slot, packageId, caller)],
            async (reader, token) =>
            {
                await reader.NextResultAsync(token);
                return await LeveledPackage.ReadAsync(reader, keys, token);
            }, cancellationToken);
        if (!found)
            return BidRefusals.PackageNotFound();
        return opened is null ? NotOpened() : TypedResults.Ok(opened.ToSheet());
    }

    public static ProblemHttpResult NotOpened() => Problem.Conflict("package.not-opened", "The bids of this package have not been opened.");

    public static ProblemHttpResult Cancelled() => Problem.Conflict("package.cancelled", "This package was cancelled.");

    public static ProblemHttpResult AlreadyAwarded() => Problem.Conflict("package.already-awarded", "This package has been awarded.");
}
