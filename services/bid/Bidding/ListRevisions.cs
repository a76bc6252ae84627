using BidForge.Bids.Receipts;
using BidForge.Bids.Sealing;
using BidForge.Bids.Storage;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using BidForge.Sharding;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace BidForge.Bids.Bidding;

/// <param name="Kind">submit, revise or withdraw.</param>
/// <param name="DocumentHash">SHA-256 of the canonical document, lower-case hex.</param>
internal sealed record RevisionItem(int Revision, string Kind, DateTimeOffset AcceptedAt, int ScopeVersion, decimal Total, string DocumentHash);

internal static class ListRevisions
{
    private const string Query = """
        select r.revision, r.kind, r.accepted_at, r.scope_version, r.document_hash, r.package_id, r.bid_id, r.document, k.master_id, k.wrapped
        from bid_revisions r join package_keys k on k.slot = r.slot and k.package_id = r.package_id
        where r.slot = $1 and r.bid_id = $2 and r.bidder_id = $3 and r.revision > $4
        order by r.revision limit $5
        """;

    /// <summary>Every version of a bid, oldest first; for its bidder only.</summary>
    public static async Task<Results<Ok<Page<RevisionItem>>, ProblemHttpResult>> HandleAsync(
        Guid bidId, Caller caller, BidStore store, Keys keys, CancellationToken cancellationToken, string? cursor = null, int limit = Cursor.DefaultLimit)
    {
        if (limit is < 1 or > Cursor.MaximumLimit)
            return Problem.Invalid("limit", $"Must be between 1 and {Cursor.MaximumLimit}.");
        if (!Cursor.TryRead<int>(cursor, out var after))
            return Problem.Invalid("cursor", "Is not a cursor of this list.");
        if (!SlottedId.TryGetSlot(bidId, out var slot))
            return BidRefusals.BidNotFound();
        var rows = await store.ListAsync(
            slot, caller.CompanyId, () => Sql.Command(Query, (short)slot, bidId, caller.CompanyId, after, limit + 1), row => Read(row, keys), cancellationToken);
        return rows.Count is 0 && after is 0 || rows.Index().Any(item => item.Item.Revision != after + 1 + item.Index)
            ? await OwnRevision.MissingAsync(store, bidId, null, caller, cancellationToken)
            : TypedResults.Ok(Page<RevisionItem>.Of(rows, limit, row => row, row => row.Revision));
    }

    private static RevisionItem Read(NpgsqlDataReader row, Keys keys)
    {
        var document = new SealedDocument(row.GetGuid(5), row.GetGuid(6), row.GetFieldValue<byte[]>(7), new(row.GetString(8), row.GetFieldValue<byte[]>(9)));
        return new(
            row.GetInt32(0), row.GetString(1), row.Time(2), row.GetInt32(3), document.Read(keys).Total, Convert.ToHexStringLower(row.GetFieldValue<byte[]>(4)));
    }
}
