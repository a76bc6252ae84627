using BidForge.Bids.Bidding;
using BidForge.Bids.Storage;
using BidForge.ServiceDefaults.Tokens;
using BidForge.Sharding;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace BidForge.Bids.Receipts;

/// <summary>One accepted act of the caller's company.</summary>
internal static class OwnRevision
{
    private const string Query = $"""
        select {BidRevision.Columns}, k.master_id, k.wrapped
        from bid_revisions r join package_keys k on k.slot = r.slot and k.package_id = r.package_id
        where r.slot = $1 and r.bid_id = $2 and r.bidder_id = $3 and ($4::int is null or r.revision = $4)
        order by r.revision desc limit 1
        """;

    private const string Missing = """
        select b.revision, exists (select from archived_history h where h.slot = b.slot and h.package_id = b.package_id)
        from bids b where b.slot = $1 and b.bid_id = $2 and b.bidder_id = $3
        """;

    /// <param name="revision">null for the latest.</param>
    /// <returns>null where there is none, or it is another company's.</returns>
    public static async Task<(BidRevision Revision, Ledger.WrappedKey Key)?> FindAsync(
        BidStore store, Guid bidId, int? revision, Caller caller, CancellationToken cancellationToken)
    {
        if (!SlottedId.TryGetSlot(bidId, out var slot))
            return null;
        var found = await store.ListAsync(
            slot, caller.CompanyId, () => Sql.Command(Query, (short)slot, bidId, caller.CompanyId, Sql.Int(revision)), Read, cancellationToken);
        return found is [var own] ? own : null;
    }

    /// <summary>Why <see cref="FindAsync"/> found nothing: there is no such act of the caller's company, or it has been archived.</summary>
    public static async Task<ProblemHttpResult> MissingAsync(BidStore store, Guid bidId, int? revision, Caller caller, CancellationToken cancellationToken)
    {
        if (!SlottedId.TryGetSlot(bidId, out var slot))
            return BidRefusals.BidNotFound();
        var acts = await store.ListAsync(
            slot, caller.CompanyId,
            () => Sql.Command(Missing, (short)slot, bidId, caller.CompanyId), row => (Latest: row.GetInt32(0), Archived: row.GetBoolean(1)), cancellationToken);
        return acts switch
        {
            [{ Archived: true } bid] when revision is null || revision >= 1 && revision <= bid.Latest => BidRefusals.Archived(),
            [var bid] when revision is null || revision >= 1 && revision <= bid.Latest => throw new InvalidOperationException($"The history of bid {bidId} is gone."),
            _ => BidRefusals.BidNotFound(),
        };
    }

    private static (BidRevision, Ledger.WrappedKey) Read(NpgsqlDataReader row) =>
        (BidRevision.Read(row, 0), new(row.GetString(17), row.GetFieldValue<byte[]>(18)));
}
