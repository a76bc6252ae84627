using System.Collections.Concurrent;
using BidForge.Messaging.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace BidForge.Messaging.Tests;

public sealed class ShardedTests(Servers servers)
{
    [Fact]
    public async Task An_event_written_on_one_shard_has_its_effect_on_the_shard_of_its_slot()
    {
        await using var even = await servers.CreateDatabaseAsync(MessagingSchema.ShardedSql);
        await using var odd = await servers.CreateDatabaseAsync(MessagingSchema.ShardedSql, "postgres1");
        await using var service = await StartAsync(even, odd);

        await WriteAsync(even, slot: 0, touches: 2);
        await WriteAsync(even, slot: 0, touches: 3);
        await WriteAsync(odd, slot: 1, touches: 4);

        await Eventually.TrueAsync(async () => await even.CountAsync("notes") == 2 && await odd.CountAsync("notes") == 1, "handled by slot", TestContext.Current.CancellationToken);
        Assert.Equal([2, 4], (await even.ListAsync<short>("select slot from inbox order by slot")).Select(slot => (int)slot));
        await Eventually.TrueAsync(async () => await even.CountAsync("outbox") == 0 && await odd.CountAsync("outbox") == 0, "relayed", TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_shard_that_is_down_stops_neither_the_relay_nor_the_handlers_of_another()
    {
        await using var even = await servers.CreateDatabaseAsync(MessagingSchema.ShardedSql);
        await using var odd = await servers.CreateDatabaseAsync(MessagingSchema.ShardedSql, "postgres1");
        await using var service = await StartAsync(even, odd);
        await using var outage = await Outage.OfAsync(servers, "postgres1");

        for (var i = 0; i < 40; i++) await WriteAsync(even, slot: 0, touches: i);
        await Eventually.TrueAsync(async () => await even.CountAsync("notes") == 20, "the shard that is up", TestContext.Current.CancellationToken);
        await outage.EndAsync();
        await WriteAsync(odd, slot: 1, touches: 1);

        await Eventually.TrueAsync(async () => await odd.CountAsync("notes") == 21, "the shard that came back", TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_shard_added_later_gets_a_relay_without_a_restart()
    {
        await using var first = await servers.CreateDatabaseAsync(MessagingSchema.ShardedSql);
        await using var later = await servers.CreateDatabaseAsync(MessagingSchema.ShardedSql);
        var shards = new Shards(first, first);
        await using var service = await StartAsync(shards);
        await WriteAsync(later, slot: 0, touches: 0);

        shards.Add("later", later);

        await Eventually.TrueAsync(async () => await later.CountAsync("outbox") == 0, "relayed", TestContext.Current.CancellationToken);
    }

    private Task<Service> StartAsync(Database even, Database odd) => StartAsync(new Shards(even, odd));

    private Task<Service> StartAsync(Shards shards) => Service.StartAsync(
        servers,
        null,
        bus => bus.UseShards().HandleSharded<SlotTouched, SlotHandler>(),
        services: services => services.AddSingleton<IShardConnections>(shards));

    private static async Task WriteAsync(Database shard, int slot, int touches)
    {
        await using var connection = await shard.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(OutboxCommand.Create(new SlotTouched(Guid.CreateVersion7(), touches), slot));
        await batch.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private sealed class Shards(Database even, Database odd) : IShardConnections
    {
        private readonly ConcurrentDictionary<string, NamedShard> _all = new(
            new[] { new NamedShard("even", even.Source), new NamedShard("odd", odd.Source) }.DistinctBy(shard => shard.Source).ToDictionary(shard => shard.Name));

        public IReadOnlyList<NamedShard> All => [.. _all.Values];

        public NpgsqlDataSource ForSlot(int slot) => slot % 2 == 0 ? even.Source : odd.Source;

        public void Add(string name, Database database) => _all[name] = new NamedShard(name, database.Source);
    }
}
