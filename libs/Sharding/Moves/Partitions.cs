using Npgsql;

namespace BidForge.Sharding.Moves;

/// <summary>Partitions are made by each shard for itself; rows that arrive need those that the source has.</summary>
internal static class Partitions
{
    public static async Task EnsureAsync(NpgsqlDataSource source, NpgsqlDataSource target, CancellationToken cancellationToken)
    {
        const string All = """
            select p.relname, c.relname, pg_get_expr(c.relpartbound, c.oid)
            from pg_inherits i join pg_class p on p.oid = i.inhparent join pg_class c on c.oid = i.inhrelid
            where p.relnamespace = 'public'::regnamespace and p.relkind = 'p' and c.relispartition order by 1, 2
            """;
        const string Owners = "select relname, pg_get_userbyid(relowner) from pg_class where relnamespace = 'public'::regnamespace and relkind = 'p'";
        var there = await target.RowsAsync(All, Read, cancellationToken);
        var owners = (await target.RowsAsync(Owners, row => (Table: row.GetString(0), Owner: row.GetString(1)), cancellationToken)).ToDictionary(row => row.Table, row => row.Owner, StringComparer.Ordinal);
        foreach (var (parent, name, bounds) in (await source.RowsAsync(All, Read, cancellationToken)).Except(there))
        {
            await target.ExecuteAsync($"create table {MovingTable.Quote(name)} partition of {MovingTable.Quote(parent)} {bounds}", cancellationToken);
            // The mover may be another login than the service, which goes on changing its tables.
            await target.ExecuteAsync($"alter table {MovingTable.Quote(name)} owner to {MovingTable.Quote(owners[parent])}", cancellationToken);
        }
    }

    private static (string Parent, string Name, string Bounds) Read(NpgsqlDataReader row) => (row.GetString(0), row.GetString(1), row.GetString(2));
}
