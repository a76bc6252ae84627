using BidForge.Messaging;
using BidForge.Sharding.Fences;
using BidForge.Sharding.Map;
using BidForge.Sharding.Moves;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace BidForge.Sharding.Tests.Moves;

/// <summary>Shards with a small schema of their own, a catalog, and as many routers and movers as a test wants. Databases on two servers, by turns.</summary>
public sealed class Town : IAsyncDisposable
{
    private const string Schema = """
        create table things (slot smallint not null, id uuid not null, owner text not null, size numeric, body bytea, changed int not null default 0, primary key (slot, id));
        create table history (
            slot smallint not null, id uuid not null, at timestamptz not null, note text, primary key (slot, id, at)
        ) partition by range (at);
        create table history_rest partition of history default;
        alter table things enable row level security;
        alter table things force row level security;
        """;

    private readonly IConfigurationRoot settings;
    private readonly List<ShardSet> sets = [];

    private Town(IConfigurationRoot settings) => this.settings = settings;

    public ShardSet Shards { get; private set; } = null!;

    public static async Task<Town> BuildAsync(Servers servers, int shards = 2)
    {
        var values = new Dictionary<string, string?> { ["ConnectionStrings:bidcatalog"] = await servers.CreateDatabaseAsync() };
        for (var number = 0; number < shards; number++)
            values[$"ConnectionStrings:bid{number}"] = await servers.CreateDatabaseAsync(number % 2 is 0 ? "postgres" : "postgres1");
        var town = new Town(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        town.Shards = town.Connect();
        await new Catalog(town.Shards).PrepareAsync(default);
        var map = SlotMap.Empty.With(await new Catalog(town.Shards).ReadAsync(default));
        foreach (var shard in town.Shards.All)
        {
            await new SqlMigrations([("messaging", MessagingSchema.ShardedSql), ("town", Schema)])
                .After(SqlMigrations.Embedded(typeof(Slots).Assembly, "shard-")).RunAsync(shard.Source, default);
            await FenceSql.GrantAsync(shard, map, default);
            shard.MarkReady();
        }
        return town;
    }

    /// <summary>What one more process has: connections and a map of its own.</summary>
    public (ShardMap Map, SlotRouter Router) Process()
    {
        var shards = Connect();
        var map = new ShardMap(shards, new Catalog(shards), NullLogger<ShardMap>.Instance);
        return (map, new(map, Options.Create(new ShardingOptions { MovedPatienceMilliseconds = 120_000 }), TimeProvider.System));
    }

    /// <summary>One more mover; <paramref name="name"/> is what <see cref="KillAsync"/> knows it by.</summary>
    internal Mover Mover(IMoveWatcher? watcher = null, MoveOptions? options = null, string name = "mover") =>
        new(Connect(name), options ?? new() { LongestPause = TimeSpan.FromMinutes(1) }, watcher ?? new Watcher(), TimeProvider.System);

    /// <summary>Puts a number of rows of each table into each of the slots, on the shard that owns them.</summary>
    public async Task FillAsync(string shard, int[] slots, int rows)
    {
        foreach (var sql in new[]
        {
            "insert into things select s, gen_random_uuid(), 'owner ' || n, n / 3.0, sha256(n::text::bytea) from unnest($1) s, generate_series(1, $2) n",
            "insert into history select s, gen_random_uuid(), now() - n * interval '1 day', null from unnest($1) s, generate_series(1, $2) n",
            "insert into inbox (message_id, handler, slot) select gen_random_uuid(), 'handler', s from unnest($1) s, generate_series(1, $2) n",
            "insert into outbox (message_id, slot, type, body) select gen_random_uuid(), s, 'Something', '{}' from unnest($1) s, generate_series(1, $2) n",
        })
            await Shards.Find(shard)!.Source.ExecuteAsync(sql, default, slots.Select(slot => (short)slot).ToArray(), rows);
    }

    /// <summary>Everything a shard has of the slots, as text, in order.</summary>
    public async Task<List<string>> RowsAsync(string shard, params int[] slots)
    {
        var source = Shards.Find(shard)!.Source;
        var rows = new List<string>();
        foreach (var table in await MovingTable.AllAsync(source, default))
            rows.AddRange(await source.RowsAsync(
                $"select '{table.Name} ' || {table.RowText} from {table.Quoted} t where slot = any ($1)", row => row.GetString(0), default, slots.Select(slot => (short)slot).ToArray()));
        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    /// <summary>Which shards take writes for the slot.</summary>
    public async Task<List<string>> OwnersAsync(int slot)
    {
        var owners = new List<string>();
        foreach (var shard in Shards.All)
            if ((await FenceSql.OwnedAsync(shard, default)).Any(owned => owned.Slot == slot))
                owners.Add(shard.Name);
        return owners;
    }

    public async Task<string?> MappedAsync(int slot) => await Shards.Catalog.ScalarAsync<string>("select shard from slot_map where slot = $1", default, (short)slot);

    /// <summary>What the servers see when a process is killed: its connections end, in the middle of whatever it was doing.</summary>
    public async Task KillAsync(string name)
    {
        foreach (var source in Shards.All.Select(shard => shard.Source).Append(Shards.Catalog))
            await source.ExecuteAsync(
                "select pg_terminate_backend(pid, 60000) from pg_stat_activity where datname = current_database() and application_name = $1", default, name);
    }

    /// <summary>After a server was killed: connections made before are no good.</summary>
    public async Task ReconnectAsync()
    {
        await Shards.DisposeAsync();
        Shards = Connect();
        await Eventually.TrueAsync(async () =>
        {
            try
            {
                foreach (var source in Shards.All.Select(shard => shard.Source).Append(Shards.Catalog))
                    await source.ExecuteAsync("select 1", default);
                return true;
            }
            catch (NpgsqlException)
            {
                return false;
            }
        }, "the servers are back", default);
    }

    public async Task<long> LeftoversAsync()
    {
        var left = 0L;
        foreach (var shard in Shards.All)
            left += await shard.Source.ScalarAsync<long>(
                """
                select (select count(*) from pg_publication) + (select count(*) from held_slots)
                    + (select count(*) from pg_subscription where subdbid = (select oid from pg_database where datname = current_database()))
                    + (select count(*) from pg_replication_slots where database = current_database() and not temporary)
                """, default);
        return left;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var set in sets)
            await set.DisposeAsync();
    }

    private ShardSet Connect(string? application = null)
    {
        var set = new ShardSet(settings, new("bid", "bidcatalog"), Options.Create(new ShardingOptions()), application);
        foreach (var shard in set.All)
            shard.MarkReady();
        // Processes are made in parallel.
        lock (sets)
            sets.Add(set);
        return set;
    }
}
