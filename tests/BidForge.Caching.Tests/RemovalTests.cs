using BidForge.Caching.Tests.Support;
using Microsoft.Extensions.Caching.Hybrid;

namespace BidForge.Caching.Tests;

public sealed class RemovalTests(Servers servers)
{
    private readonly string _key = $"k{Guid.NewGuid():n}";
    private readonly string _tag = $"t{Guid.NewGuid():n}";
    private readonly Source _source = new("old");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("key")]
    [InlineData("tag")]
    [InlineData("everything")]
    public async Task A_removal_in_one_replica_is_seen_there_at_once_and_by_others_within_moments(string what)
    {
        await using var one = await Replica.StartAsync(servers.Redis);
        await using var other = await Replica.StartAsync(servers.Redis);
        Assert.Equal("old", await GetAsync(one));
        Assert.Equal("old", await GetAsync(other));

        _source.Value = "new";
        await (what switch
        {
            "key" => one.Cache.RemoveAsync(_key, Cancel),
            "tag" => one.Cache.RemoveByTagAsync(_tag, Cancel),
            _ => one.Cache.RemoveByTagAsync("*", Cancel),
        });

        Assert.Equal("new", await GetAsync(one));
        await ComesToAsync(other, "new");
    }

    [Fact]
    public async Task A_removal_of_another_tag_changes_nothing()
    {
        await using var replica = await Replica.StartAsync(servers.Redis);
        await GetAsync(replica);

        await replica.Cache.RemoveByTagAsync("another", Cancel);
        await GetAsync(replica);

        Assert.Equal(1, _source.Reads);
    }

    [Fact]
    public async Task A_value_whose_making_began_before_a_removal_is_served_to_nobody_after_it()
    {
        await using var slow = await Replica.StartAsync(servers.Redis);
        await using var other = await Replica.StartAsync(servers.Redis);
        var reading = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        var late = slow.Cache.GetOrCreateAsync(_key, async _ =>
        {
            var stale = _source.Value;
            reading.SetResult();
            await go.Task;
            return stale;
        }, tags: [_tag], cancellationToken: Cancel).AsTask();
        await reading.Task;
        Assert.Equal("before", await SignAsync("before"));

        _source.Value = "new";
        await other.Cache.RemoveByTagAsync(_tag, Cancel);
        // Until it has heard of the removal, a read would join the one that waits.
        await Eventually.TrueAsync(async () => await SignAsync("after") is "after", "the removal is heard of", Cancel);
        Assert.Equal("new", await GetAsync(slow));
        go.SetResult();
        await late;

        Assert.Equal("new", await GetAsync(slow));
        Assert.Equal("new", await GetAsync(other));

        Task<string> SignAsync(string made) =>
            slow.Cache.GetOrCreateAsync(_key + " sign", _ => ValueTask.FromResult(made), tags: [_tag], cancellationToken: Cancel).AsTask();
    }

    [Fact]
    public async Task Who_removes_and_asks_again_is_not_given_what_was_being_made()
    {
        await using var replica = await Replica.StartAsync(servers.Redis);
        for (var round = 0; round < 50; round++)
        {
            var running = GetAsync(replica);
            _source.Value = $"value {round}";
            await replica.Cache.RemoveAsync(_key, Cancel);

            Assert.Equal($"value {round}", await GetAsync(replica));
            await running;
        }
    }

    [Fact]
    public async Task A_set_value_replaces_the_old_one_everywhere()
    {
        await using var one = await Replica.StartAsync(servers.Redis);
        await using var other = await Replica.StartAsync(servers.Redis);
        await GetAsync(one);
        await GetAsync(other);

        await one.Cache.SetAsync(_key, "set", tags: [_tag], cancellationToken: Cancel);

        Assert.Equal("set", await GetAsync(one));
        await ComesToAsync(other, "set");
        Assert.Equal(1, _source.Reads);
    }

    [Fact]
    public async Task Readers_and_removers_in_two_replicas_never_leave_an_old_value_behind()
    {
        await using var one = await Replica.StartAsync(servers.Redis);
        await using var other = await Replica.StartAsync(servers.Redis);
        var version = 0;
        ValueTask<int> ReadAsync(CancellationToken _) => ValueTask.FromResult(Volatile.Read(ref version));
        async Task ReadALotAsync(Replica replica)
        {
            for (var i = 0; i < 2000; i++) await replica.Cache.GetOrCreateAsync(_key, ReadAsync, tags: [_tag], cancellationToken: Cancel);
        }

        var readers = Task.WhenAll(ReadALotAsync(one), ReadALotAsync(other), ReadALotAsync(one), ReadALotAsync(other));
        for (var i = 0; i < 200; i++)
        {
            Interlocked.Increment(ref version);
            await one.Cache.RemoveByTagAsync(_tag, Cancel);
            Assert.Equal(version, await one.Cache.GetOrCreateAsync(_key, ReadAsync, tags: [_tag], cancellationToken: Cancel));
        }
        await readers;
        await Eventually.TrueAsync(
            async () => await other.Cache.GetOrCreateAsync(_key, ReadAsync, tags: [_tag], cancellationToken: Cancel) is 200, "the last removal is heard of", Cancel);
    }

    private Task ComesToAsync(Replica replica, string value) =>
        Eventually.TrueAsync(async () => await GetAsync(replica) == value, $"it comes to {value}", Cancel);

    private Task<string> GetAsync(Replica replica) =>
        replica.Cache.GetOrCreateAsync(_key, _source.ReadAsync, tags: [_tag], cancellationToken: Cancel).AsTask();
}
