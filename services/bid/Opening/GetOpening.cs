using BidForge.Bids.Bidding;
using BidForge.Bids.Disclosure;
using BidForge.Bids.Storage;
using BidForge.Contracts;
using BidForge.ServiceDefaults.Tokens;
using BidForge.Sharding;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BidForge.Bids.Opening;

internal static class GetOpening
{
    /// <summary>Where a package stands; for its contractor and for whoever may bid on it. Says nothing of bids before they are opened.
    /// The price of an award goes into the winner's disclosure log when somebody of the contractor first reads it here.</summary>
    public static async Task<Results<Ok<OpeningView>, ProblemHttpResult>> HandleAsync(
        Guid packageId, Caller caller, BidStore store, CancellationToken cancellationToken)
    {
        if (!SlottedId.TryGetSlot(packageId, out var slot))
            return BidRefusals.PackageNotFound();
        var opening = await store.ReadAsync(
            slot, caller.CompanyId, writes: false, () => OpeningQuery.Commands(slot, packageId, caller.CompanyId, caller.Kind is CompanyKind.Subcontractor),
            (reader, token) => OpeningQuery.ReadAsync(reader, caller.CompanyId, token), cancellationToken);
        if (opening?.Award is { BidId: { } awarded } && caller.Kind is CompanyKind.Contractor)
            await Views.RecordAsync(store, slot, packageId, awarded, caller, cancellationToken);
        return opening is null ? BidRefusals.PackageNotFound() : TypedResults.Ok(opening);
    }
}
