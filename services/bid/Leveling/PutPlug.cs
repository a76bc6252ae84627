using System.Text.Json.Serialization;
using BidForge.Bids.Bidding;
using BidForge.Bids.Sealing;
using BidForge.Bids.Storage;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using BidForge.Sharding;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace BidForge.Bids.Leveling;

/// <param name="Amount">For the whole line, up to two decimals; null takes the plug out.</param>
internal sealed record PlugInput(Guid BidId, Guid LineItemId, [property: JsonConverter(typeof(PlainDecimal))] decimal? Amount);

internal static class PutPlug
{
    private const string Upsert = """
        insert into plugs (slot, package_id, bid_id, line_item_id, contractor_id, amount) values ($1, $2, $3, $4, $5, $6)
        on conflict (slot, bid_id, line_item_id) do update set amount = excluded.amount
        """;

    private const string Delete = "delete from plugs where slot = $1 and package_id = $2 and bid_id = $3 and line_item_id = $4 and contractor_id = $5";

    /// <summary>Sets or takes out what the contractor reckons for a base line that a bid lacks. Private to the contractor. Answers the sheet as it is then.</summary>
    public static async Task<Results<Ok<Sheet>, ProblemHttpResult>> HandleAsync(
        Guid packageId, PlugInput input, Caller caller, HttpContext context, BidStore store, Keys keys, CancellationToken cancellationToken)
    {
        var (key, refusal) = WriteKey.Read(context, required: false);
        if (refusal is not null)
            return refusal;
        if (input.Amount is { } amount && (Math.Abs(amount) > 999_999_999_999m || decimal.Round(amount, 2) != amount))
            return Problem.Invalid("amount", "Must have at most 2 decimals and 12 digits before them.");
        if (!SlottedId.TryGetSlot(packageId, out var slot))
            return BidRefusals.PackageNotFound();
        var written = await store.WriteOnceAsync<Sheet>(
            slot, caller.CompanyId, key, (connection, token) => WriteAsync(connection, slot, packageId, input, caller, keys, token), cancellationToken);
        return written.Value is { } sheet ? TypedResults.Ok(sheet) : written.Refusal!;
    }

    private static async Task<Written<Sheet>> WriteAsync(
        NpgsqlConnection connection, int slot, Guid packageId, PlugInput input, Caller caller, Keys keys, CancellationToken cancellationToken)
    {
        var (found, package) = await connection.LockedAsync(slot, packageId, caller, keys, cancellationToken);
        if (!found)
            return BidRefusals.PackageNotFound();
        if (package is null)
            return LevelBids.NotOpened();
        if (package.Opened.FirstOrDefault(bid => bid.BidId == input.BidId) is not { } bid)
            return Problem.Invalid("bidId", "Is not a bid on this package.");
        if (package.Form.LineItems.All(line => line.Id != input.LineItemId))
            return Problem.Invalid("lineItemId", "Is not a line of the bid form.");
        if (bid.Document.Lines.Any(line => line.LineItemId == input.LineItemId))
            return Problem.Invalid("lineItemId", "Is priced by the bidder: a plug is for scope that a bid lacks.");

        await connection.ExecuteAsync(
            [
                input.Amount is { } amount
                    ? Sql.Command(Upsert, (short)slot, packageId, input.BidId, input.LineItemId, caller.CompanyId, amount)
                    : Sql.Command(Delete, (short)slot, packageId, input.BidId, input.LineItemId, caller.CompanyId),
            ],
            cancellationToken);
        return (await connection.LeveledAsync(slot, packageId, caller, keys, cancellationToken)).Opened!.ToSheet();
    }
}
