using BidForge.Bids.Bidding;
using BidForge.Bids.Sealing;
using BidForge.Bids.Storage;
using BidForge.ServiceDefaults.Tokens;
using BidForge.Sharding;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace BidForge.Bids.Leveling;

internal static class RemoveExternalBid
{
    /// <summary>
    /// Takes out a bid that the contractor entered itself, to enter it anew or not at all; until the award (409 <c>package.already-awarded</c>).
    /// Bids that came through the system can't be taken out: 404 <c>bid.not-found</c>. Answers the sheet as it is then.
    /// </summary>
    public static async Task<Results<Ok<Sheet>, ProblemHttpResult>> HandleAsync(
        Guid packageId, Guid bidId, Caller caller, HttpContext context, BidStore store, Keys keys, CancellationToken cancellationToken)
    {
        var (key, refusal) = WriteKey.Read(context, required: false);
        if (refusal is not null)
            return refusal;
        if (!SlottedId.TryGetSlot(packageId, out var slot))
            return BidRefusals.PackageNotFound();
        var written = await store.WriteOnceAsync<Sheet>(
            slot, caller.CompanyId, key, (connection, token) => WriteAsync(connection, slot, packageId, bidId, caller, keys, token), cancellationToken);
        return written.Value is { } sheet ? TypedResults.Ok(sheet) : written.Refusal!;
    }

    private static async Task<Written<Sheet>> WriteAsync(
        NpgsqlConnection connection, int slot, Guid packageId, Guid bidId, Caller caller, Keys keys, CancellationToken cancellationToken)
    {
        var (found, package) = await connection.LockedAsync(slot, packageId, caller, keys, cancellationToken);
        if (!found)
            return BidRefusals.PackageNotFound();
        if (package is null)
            return LevelBids.NotOpened();
        if (package.Opened.All(bid => bid.BidId != bidId || bid.BidderId is not null))
            return BidRefusals.BidNotFound();
        if (package.Awarded)
            return LevelBids.AlreadyAwarded();

        await connection.ExecuteAsync(
            [
                Sql.Command("delete from plugs where slot = $1 and bid_id = $2 and contractor_id = $3", (short)slot, bidId, caller.CompanyId),
                Sql.Command("delete from stated_totals where slot = $1 and bid_id = $2 and contractor_id = $3", (short)slot, bidId, caller.CompanyId),
                Sql.Command("delete from bids where slot = $1 and bid_id = $2 and contractor_id = $3 and bidder_id is null", (short)slot, bidId, caller.CompanyId),
            ],
            cancellationToken);
        return (await connection.LeveledAsync(slot, packageId, caller, keys, cancellationToken)).Opened!.ToSheet();
    }
}
