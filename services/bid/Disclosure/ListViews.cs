using BidForge.Bids.Bidding;
using BidForge.Bids.Storage;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using BidForge.Sharding;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BidForge.Bids.Disclosure;

/// <summary>Somebody of the contractor saw the bid's price for the first time.</summary>
internal sealed record ViewItem(DateTimeOffset ViewedAt, string ViewerName);

internal static class ListViews
{
    private const string Query = """
        select viewed_at, viewer_name, viewer_id from views
        where slot = $1 and bid_id = $2 and bidder_id = $3 and ($4::timestamptz is null or (viewed_at, viewer_id) > ($4, $5))
        order by viewed_at, viewer_id limit $6
        """;

    private sealed record Key(DateTimeOffset ViewedAt, Guid ViewerId);

    /// <summary>Who of the contractor saw this bid's price, and when; oldest first. For the bidder only.</summary>
    public static async Task<Results<Ok<Page<ViewItem>>, ProblemHttpResult>> HandleAsync(
        Guid bidId, Caller caller, BidStore store, CancellationToken cancellationToken, string? cursor = null, int limit = Cursor.DefaultLimit)
    {
        if (limit is < 1 or > Cursor.MaximumLimit)
            return Problem.Invalid("limit", $"Must be between 1 and {Cursor.MaximumLimit}.");
        if (!Cursor.TryRead<Key>(cursor, out var after))
            return Problem.Invalid("cursor", "Is not a cursor of this list.");
        if (!SlottedId.TryGetSlot(bidId, out var slot))
            return BidRefusals.BidNotFound();
        var (own, rows) = await store.ReadAsync(
            slot, caller.CompanyId, writes: false,
            () =>
            [
                Sql.Command("select from bids where slot = $1 and bid_id = $2 and bidder_id = $3", (short)slot, bidId, caller.CompanyId),
                Sql.Command(Query, (short)slot, bidId, caller.CompanyId, Sql.Time(after?.ViewedAt), Sql.Uuid(after?.ViewerId), limit + 1),
            ],
            async (reader, token) => (
                await reader.ReadAsync(token),
                await reader.NextRowsAsync(row => (View: new ViewItem(row.Time(0), row.GetString(1)), Viewer: row.GetGuid(2)), token)),
            cancellationToken);
        return own
            ? TypedResults.Ok(Page<ViewItem>.Of(rows, limit, row => row.View, row => new Key(row.View.ViewedAt, row.Viewer)))
            : BidRefusals.BidNotFound();
    }
}
