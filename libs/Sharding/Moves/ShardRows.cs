using Npgsql;

namespace BidForge.Sharding.Moves;

/// <summary>Rows of slots on one shard.</summary>
internal static class ShardRows
{
    private const int Batch = 2000;

    /// <summary>
    /// Removes the rows of slots that the shard does not own, a batch at a time so that nothing waits long, and says how many went.
    /// Removes nothing while a move brings rows here: each statement sees that for itself, so that none comes late.
    /// </summary>
    public static async Task<long> RemoveAsync(NpgsqlDataSource shard, MovingTable table, short[] slots, CancellationToken cancellationToken)
    {
        var key = string.Join(", ", table.Key.Select(column => MovingTable.Quote(column.Name)));
        var delete = $"""
            delete from {table.Quoted} where ({key}) in (
                select {key} from {table.Quoted}
                where slot = any ($1) and slot <> all (array(select f.slot from slot_fence f where f.owned))
                    and not exists (
                        select from pg_subscription
                        where starts_with(subname, '{Move.Prefix}') and subdbid = (select oid from pg_database where datname = current_database()))
                limit {Batch})
            """;
        var removed = 0L;
        while (await shard.ExecuteAsync(delete, cancellationToken, slots) is > 0 and var some)
            removed += some;
        return removed;
    }

    /// <summary>How many rows each slot has, over all tables.</summary>
    public static async Task<Dictionary<int, long>> CountAsync(NpgsqlDataSource shard, IReadOnlyList<MovingTable> tables, CancellationToken cancellationToken)
    {
        var all = string.Join(" union all ", tables.Select(table => $"select slot, count(*) n from {table.Quoted} group by slot"));
        return (await shard.RowsAsync(
            $"select slot, sum(n)::bigint from ({all}) counts group by slot", row => (Slot: (int)row.GetInt16(0), Rows: row.GetInt64(1)), cancellationToken))
            .ToDictionary(count => count.Slot, count => count.Rows);
    }
}
