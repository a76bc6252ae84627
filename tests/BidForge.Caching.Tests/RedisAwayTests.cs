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
    public async Task Without_Redis_values_come_from_source_and_memory()
    {
        await using var wire = new Wire(servers.Redis);
        await using var replica = await Replica.StartAsync(wire.ConnectionString);
        wire.Cut();

        Assert.Equal("old", await GetAsync(replica));
        Assert.Equal("old", await GetAsync(replica));
        await replica.Cache.RemoveAsync(_key, Cancel);
        Assert.Equal("old", await GetAsync(replica));

        Assert.Equal(2, _source.Reads);
        Assert.Equal(HealthStatus.Degraded, await replica.HealthAsync());
    }

    [Fact]
    public async Task A_service_starts_without_Redis_and_uses_it_once_it_is_there()
    {
        await using var wire = new Wire(servers.Redis);
        wire.Cut();
        await using var replica = await Replica.StartAsync(wire.ConnectionString, isThere: false);
        await using var other = await Replica.StartAsync(servers.Redis);
        Assert.Equal("old", await GetAsync(replica));

        wire.Mend();
        await EventuallyHealthyAsync(replica);
        _source.Value = "new";
        await other.Cache.RemoveAsync(_key, Cancel);

        await ComesToAsync(replica, "new");
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

        await ComesToAsync(other, "new");
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

        await ComesToAsync(cutOff, "new");
    }

    private static Task EventuallyHealthyAsync(Replica replica) =>
        Eventually.TrueAsync(replica.UsesRedisAsync, "Redis is used again", Cancel);

    private Task ComesToAsync(Replica replica, string value) =>
        Eventually.TrueAsync(async () => await GetAsync(replica) == value, $"it comes to {value}", Cancel);

    private Task<string> GetAsync(Replica replica) => replica.Cache.GetOrCreateAsync(_key, _source.ReadAsync, cancellationToken: Cancel).AsTask();
}
