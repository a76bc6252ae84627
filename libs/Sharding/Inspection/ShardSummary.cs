using BidForge.Sharding.Map;
using BidForge.Sharding.Moves;
using Npgsql;

namespace BidForge.Sharding.Inspection;

/// <summary>One shard at a glance.</summary>
/// <param name="Slots">How many the map gives it.</param>
/// <param name="Rows">As PostgreSQL estimates it; null where the shard does not answer.</param>
/// <param name="Bytes">Of its database on disk; null where the shard does not answer.</param>
/// <param name="Error">Why it does not answer.</param>
internal sealed record ShardSummary(string Name, ShardRole KeptFor, int Slots, long? Rows, long? Bytes, string? Error)
{
    public static async Task<List<ShardSummary>> AllAsync(ShardSet shards, CancellationToken cancellationToken)
    {
        var map = SlotMap.Empty.With(await new Catalog(shards).ReadAsync(cancellationToken));
        var roles = await ShardRoles.ReadAsync(shards, cancellationToken);
        return [.. await Task.WhenAll(shards.All.Select(shard => OfAsync(shard, roles.GetValueOrDefault(shard.Name), map.Of(shard.Name).Count(), cancellationToken)))];
    }

    private static async Task<ShardSummary> OfAsync(Shard shard, ShardRole role, int slots, CancellationToken cancellationToken)
    {
        try
        {
            var tables = (await MovingTable.AllAsync(shard.Source, cancellationToken)).Select(table => table.Name).ToArray();
            var (rows, bytes) = (await shard.Source.RowsAsync(
                """
                select coalesce(sum(greatest(c.reltuples, 0)), 0)::bigint, pg_database_size(current_database())
                from pg_class c where c.relkind = 'r' and (c.relname = any ($1)
                    or exists (select from pg_inherits i join pg_class p on p.oid = i.inhparent where i.inhrelid = c.oid and p.relname = any ($1)))
                """, row => (row.GetInt64(0), row.GetInt64(1)), cancellationToken, (object)tables)).Single();
            return new(shard.Name, role, slots, rows, bytes, null);
        }
        catch (Exception fault) when (fault is NpgsqlException or TimeoutException)
        {
            return new(shard.Name, role, slots, null, null, fault.Message);
        }
    }
}
