using BidForge.Sharding.Map;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Npgsql;

namespace BidForge.Sharding.Tests;

public sealed class MapTests(Servers servers)
{
    [Fact]
    public void A_map_never_goes_back_to_an_older_epoch()
    {
        var map = SlotMap.Empty.With([(5, new("bid1", 3))]).With([(5, new("bid0", 2)), (6, new("bid0", 1))]);
        Assert.Equal(new("bid1", 3), map[5]);
        Assert.Equal(new("bid0", 1), map[6]);
        Assert.False(map.IsComplete);
    }

    [Fact]
    public void Shards_are_found_by_number_until_one_is_missing()
    {
        var found = ShardSet.Discover(Settings("bid0", "bid1", "bid3"), "bid").Select(shard => shard.Name);
        Assert.Equal(["bid0", "bid1"], found);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Many_processes_that_start_at_once_spread_the_slots_evenly_and_once(int shardCount)
    {
        var catalog = await servers.CreateDatabaseAsync(cancellationToken: TestContext.Current.CancellationToken);
        var sets = Enumerable.Range(0, 6).Select(_ => Set(catalog, shardCount)).ToList();
        await Task.WhenAll(sets.Select(set => new Catalog(set).PrepareAsync(TestContext.Current.CancellationToken)));

        var map = SlotMap.Empty.With(await new Catalog(sets[0]).ReadAsync(TestContext.Current.CancellationToken));
        Assert.True(map.IsComplete);
        var counts = sets[0].All.Select(shard => map.Of(shard.Name).Count()).ToList();
        Assert.Equal(Slots.Count, counts.Sum());
        Assert.InRange(counts.Max() - counts.Min(), 0, 1);
        foreach (var set in sets)
            await set.DisposeAsync();
    }

    [Fact]
    public async Task A_catalog_that_is_filled_is_left_as_it_is_when_a_shard_is_added()
    {
        var catalog = await servers.CreateDatabaseAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var two = Set(catalog, 2);
        await new Catalog(two).PrepareAsync(TestContext.Current.CancellationToken);
        await using var three = Set(catalog, 3);
        await new Catalog(three).PrepareAsync(TestContext.Current.CancellationToken);
        var map = SlotMap.Empty.With(await new Catalog(three).ReadAsync(TestContext.Current.CancellationToken));
        Assert.Equal([512, 512, 0], three.All.Select(shard => map.Of(shard.Name).Count()));
        await using var known = three.Catalog.CreateCommand("select count(*) from shards");
        Assert.Equal(3L, await known.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    private static ShardSet Set(string catalog, int shardCount)
    {
        var settings = Settings([.. Enumerable.Range(0, shardCount).Select(number => $"bid{number}")]);
        settings["ConnectionStrings:bidcatalog"] = catalog;
        return new(settings, new("bid", "bidcatalog"), Options.Create(new ShardingOptions()));
    }

    private static IConfigurationRoot Settings(params string[] shards) => new ConfigurationBuilder()
        .AddInMemoryCollection(shards.Select(name => KeyValuePair.Create($"ConnectionStrings:{name}", (string?)"Host=127.0.0.1;Port=1;Username=nobody;Database=none")))
        .Build();
}
