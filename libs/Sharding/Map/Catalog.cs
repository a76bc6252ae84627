using Npgsql;

namespace BidForge.Sharding.Map;

/// <summary>The database that maps slots to shards.</summary>
public sealed class Catalog(ShardSet shards)
{
    internal static readonly SqlMigrations Migrations = SqlMigrations.Embedded(typeof(Catalog).Assembly, "catalog-");

    private const string Seed = """
        insert into slot_map (slot, shard, epoch)
        select slot, $1[1 + slot * array_length($1, 1) / 1024], 1 from generate_series(0, 1023) slot
        where not exists (select from slot_map)
        """;

    /// <summary>Why the catalog is not used though it answers: scripts that it lacks and this process does not apply.</summary>
    internal string? Behind { get; set; }

    /// <summary>Creates the tables and, in an empty catalog, spreads the slots evenly over the shards of this process. Safe with many processes at once.</summary>
    /// <returns>The scripts that made the tables, where there were any to run.</returns>
    public async Task<IReadOnlyList<string>> PrepareAsync(CancellationToken cancellationToken)
    {
        var applied = await Migrations.RunAsync(shards.Catalog, cancellationToken);
        await RegisterAsync(cancellationToken);
        return applied;
    }

    /// <summary>Names the shards of this process and, in an empty catalog, spreads the slots over them.</summary>
    internal async Task RegisterAsync(CancellationToken cancellationToken)
    {
        var names = shards.All.Select(shard => shard.Name).ToArray();
        await using var connection = await shards.Catalog.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("lock table slot_map in exclusive mode"),
                new("insert into shards (name) select unnest($1) on conflict do nothing") { Parameters = { new() { Value = names } } },
                new(Seed) { Parameters = { new() { Value = names } } },
            },
        };
        await batch.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task<List<(int Slot, SlotOwner Owner)>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var command = shards.Catalog.CreateCommand("select slot, shard, epoch from slot_map order by slot");
        command.CommandTimeout = 3;
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var owners = new List<(int, SlotOwner)>(Slots.Count);
        while (await row.ReadAsync(cancellationToken))
            owners.Add((row.GetInt16(0), new(row.GetString(1), row.GetInt32(2))));
        return owners;
    }

    /// <summary>Calls <paramref name="changed"/> at once and whenever the map was changed, until the connection breaks.</summary>
    public async Task ListenAsync(Func<Task> changed, TimeSpan atLeastEvery, CancellationToken cancellationToken)
    {
        await using var connection = await shards.Catalog.OpenConnectionAsync(cancellationToken);
        await using (var listen = new NpgsqlCommand("listen slot_map", connection))
            await listen.ExecuteNonQueryAsync(cancellationToken);
        while (true)
        {
            await changed();
            await connection.WaitAsync(atLeastEvery, cancellationToken);
        }
    }
}
