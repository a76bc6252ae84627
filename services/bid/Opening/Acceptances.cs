using BidForge.Bids.Bidding;
using BidForge.Bids.Storage;
using Npgsql;

namespace BidForge.Bids.Opening;

/// <summary>Every accepted act on a package in the order that the tree has them: by time, then bid, then revision.</summary>
internal static class Acceptances
{
    private const string Query = $"""
        select {BidRevision.Columns} from bid_revisions r where r.slot = $1 and r.package_id = $2
        order by r.accepted_at, r.bid_id, r.revision
        """;

    public static NpgsqlBatchCommand Command(int slot, Guid packageId) => Sql.Command(Query, (short)slot, packageId);
}
