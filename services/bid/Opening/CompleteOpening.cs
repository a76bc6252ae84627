using BidForge.Bids.Bidding;
using BidForge.Bids.Sealing;
using BidForge.Bids.Storage;
using BidForge.Bids.Terms;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using BidForge.Sharding;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace BidForge.Bids.Opening;

/// <param name="Reason">Why the contractor's people can't do it; every bidder reads it. 10 to 2000 characters.</param>
internal sealed record CompleteOpeningInput(string Reason);

internal static class CompleteOpening
{
    private const string ContractorOf = "select contractor_id from package_terms where slot = $1 and package_id = $2";

    /// <summary>
    /// A platform administrator completes an opening whose people are gone. The rules are those of every opening: not before the due time, once.
    /// The reason stands in the opening for everybody.
    /// </summary>
    public static async Task<Results<Ok<OpeningView>, ProblemHttpResult>> HandleAsync(
        Guid packageId, CompleteOpeningInput input, Caller caller, HttpContext context, BidStore store, Keys keys, Deadlines deadlines, BidMetrics metrics,
        CancellationToken cancellationToken)
    {
        var (key, refusal) = WriteKey.Read(context, required: false);
        if (refusal is not null)
            return refusal;
        var errors = new FieldErrors().Text("reason", input.Reason, 2000);
        if (!errors.Any)
            errors.Require(input.Reason.Trim().Length >= 10, "reason", "Must say why, in 10 characters at least.");
        if (errors.Any)
            return errors.ToProblem();
        if (!SlottedId.TryGetSlot(packageId, out var slot) || await FindContractorAsync(store, slot, packageId, cancellationToken) is not { } contractor)
            return BidRefusals.PackageNotFound();
        var opening = new PackageOpening(slot, packageId, new(contractor, caller.UserId, caller.Name, input.Reason.Trim()), keys);
        var opened = await opening.OpenAsync(store, deadlines, key, cancellationToken);
        if (opening.Opened is { } bids)
            metrics.Opened(bids);
        return opened.Value is { } view ? TypedResults.Ok(WithoutPrice(view)) : opened.Refusal!;
    }

    // Of a package that was awarded long ago: the administrator is not who may see it.
    private static OpeningView WithoutPrice(OpeningView view) => view.Award is { } award ? view with { Award = award with { BidId = null, Amount = null } } : view;

    private static async Task<Guid?> FindContractorAsync(BidStore store, int slot, Guid packageId, CancellationToken cancellationToken)
    {
        var found = await store.ListAsPlatformAsync(slot, Sql.Command(ContractorOf, (short)slot, packageId), row => row.GetGuid(0), cancellationToken);
        return found.Count is 1 ? found[0] : null;
    }
}
