using System.Diagnostics;
using BidForge.Caching.Tests.Support;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BidForge.Caching.Tests;

public sealed class RedisAwayTests(Servers servers)
{
    private readonly string _key = $"k{Guid.NewGuid():n}";
    private readonly Source _source = new("old");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_Redis_values_come_from_source_and_memory_and_nobody_waits_long()
    {
        await using var wire = new Wire(servers.Redis);
        await using var replica = await Replica.StartAsync(wire.ConnectionString);
        wire.Cut();

        var watch = Stopwatch.StartNew();
        Assert.Equal("old", await GetAsync(replica));
        Assert.Equal("old", await GetAsync(replica));
        await replica.Cache.RemoveAsync(_key, Cancel);
        Assert.Equal("old", await GetAsync(replica));

        Assert.Equal(2, _source.Reads);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"took {watch.Elapsed}");
        Assert.Equal(HealthStatus.Degraded, await replica.HealthAsync());
    }

    [Fact]
    public async Task A_service_starts_without_Redis_and_uses_it_once_it_is_there()
    {
        await using var wire = new Wire(servers.Redis);
        wire.Cut();
        await using var replica = await Replica.StartAsync(wire.ConnectionString);
        await using var other = await Replica.StartAsync(servers.Redis);
        Assert.Equal("old", await GetAsync(replica));

        wire.Mend();
        await EventuallyHealthyAsync(replica);
        _source.Value = "new";
        await other.Cache.RemoveAsync(_key, Cancel);
        await Task.Delay(500, Cancel);

        Assert.Equal("new", await GetAsync(replica));
        Assert.Equal("new", await GetAsync(other));
        Assert.Equal(2, _source.Reads);
    }

    [Fact]
    public async Task A_removal_that_Redis_missed_is_made_up_for_when_it_is_back()
    {
        await using var wire = new Wire(servers.Redis);
        await using var cutOff = await Replica.StartAsync(wire.ConnectionString);
        await using var other = await Replica.StartAsync(servers.Redis);
        await GetAsync(cutOff);
        await GetAsync(other);

        wire.Cut();
        _source.Value = "new";
        await cutOff.Cache.RemoveAsync(_key, Cancel);
        Assert.Equal("new", await GetAsync(cutOff));
        wire.Mend();
        await EventuallyHealthyAsync(cutOff);
        await Task.Delay(1500, Cancel);

        Assert.Equal("new", await GetAsync(other));
    }

    [Fact]
    public async Task A_removal_missed_while_cut_off_is_seen_once_the_connection_is_back()
    {
        await using var wire = new Wire(servers.Redis);
        await using var cutOff = await Replica.StartAsync(wire.ConnectionString);
        await using var other = await Replica.StartAsync(servers.Redis);
        await GetAsync(cutOff);

        wire.Cut();
        await Task.Delay(200, Cancel);
        _source.Value = "new";
        await other.Cache.RemoveAsync(_key, Cancel);
        wire.Mend();
        await EventuallyHealthyAsync(cutOff);
        await Task.Delay(1000, Cancel);

        Assert.Equal("new", await GetAsync(cutOff));
    }

    private static async Task EventuallyHealthyAsync(Replica replica)
    {
        var watch = Stopwatch.StartNew();
        while (await replica.HealthAsync() != HealthStatus.Healthy)
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), "Redis is used again within 30 s");
            await Task.Delay(100, Cancel);
        }
    }

    private Task<string> GetAsync(Replica replica) => replica.Cache.GetOrCreateAsync(_key, _source.ReadAsync, cancellationToken: Cancel).AsTask();
}
