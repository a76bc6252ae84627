using BidForge.Caching.Tests.Support;
using Microsoft.Extensions.Caching.Hybrid;

namespace BidForge.Caching.Tests;

public sealed class SharingTests(Servers servers)
{
    private readonly string _key = $"k{Guid.NewGuid():n}";
    private readonly Source _source = new("first");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hundred_callers_at_once_make_the_value_once()
    {
        await using var replica = await Replica.StartAsync(servers.Redis);

        var values = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => replica.Cache.GetOrCreateAsync(_key, _source.ReadAsync, cancellationToken: Cancel).AsTask()));

        Assert.All(values, value => Assert.Equal("first", value));
        Assert.Equal(1, _source.Reads);
    }

    [Fact]
    public async Task A_replica_is_served_what_another_one_made()
    {
        await using var one = await Replica.StartAsync(servers.Redis);
        await using var other = await Replica.StartAsync(servers.Redis);

        await one.Cache.GetOrCreateAsync(_key, _source.ReadAsync, cancellationToken: Cancel);
        Assert.Equal("first", await other.Cache.GetOrCreateAsync(_key, _source.ReadAsync, cancellationToken: Cancel));

        Assert.Equal(1, _source.Reads);
    }

    [Fact]
    public async Task A_caller_who_gives_up_does_not_take_the_value_from_those_who_wait()
    {
        await using var replica = await Replica.StartAsync(servers.Redis);
        using var impatience = new CancellationTokenSource();
        var go = new TaskCompletionSource();
        async ValueTask<string> ReadAsync(CancellationToken cancellationToken)
        {
            await go.Task.WaitAsync(cancellationToken);
            return await _source.ReadAsync(cancellationToken);
        }

        var impatient = replica.Cache.GetOrCreateAsync(_key, ReadAsync, cancellationToken: impatience.Token).AsTask();
        var patient = replica.Cache.GetOrCreateAsync(_key, ReadAsync, cancellationToken: Cancel).AsTask();

        await impatience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        go.SetResult();
        Assert.Equal("first", await patient);
    }

    [Fact]
    public async Task One_callers_change_to_a_value_is_not_seen_by_the_next()
    {
        await using var replica = await Replica.StartAsync(servers.Redis);
        async Task<List<int>> GetAsync() => await replica.Cache.GetOrCreateAsync(_key, _ => ValueTask.FromResult(new List<int> { 1, 2 }), cancellationToken: Cancel);

        await GetAsync();
        (await GetAsync()).Clear();

        Assert.Equal([1, 2], await GetAsync());
    }

    [Fact]
    public async Task A_failure_is_not_cached()
    {
        await using var replica = await Replica.StartAsync(servers.Redis);

        await Assert.ThrowsAsync<InvalidOperationException>(() => replica.Cache.GetOrCreateAsync<string>(
            _key, _ => throw new InvalidOperationException("no"), cancellationToken: Cancel).AsTask());

        Assert.Equal("first", await replica.Cache.GetOrCreateAsync(_key, _source.ReadAsync, cancellationToken: Cancel));
    }

    [Fact]
    public async Task A_value_over_the_limit_is_made_for_every_caller()
    {
        await using var replica = await Replica.StartAsync(servers.Redis);
        var large = new Source(new string('x', 20_000));

        await replica.Cache.GetOrCreateAsync(_key, large.ReadAsync, cancellationToken: Cancel);
        await replica.Cache.GetOrCreateAsync(_key, large.ReadAsync, cancellationToken: Cancel);

        Assert.Equal(2, large.Reads);
    }

    [Fact]
    public async Task A_value_lives_as_long_as_the_caller_said()
    {
        await using var replica = await Replica.StartAsync(servers.Redis);
        var brief = new HybridCacheEntryOptions { Expiration = TimeSpan.FromMilliseconds(300) };
        await replica.Cache.GetOrCreateAsync(_key, _source.ReadAsync, brief, cancellationToken: Cancel);

        await Task.Delay(500, Cancel);
        await replica.Cache.GetOrCreateAsync(_key, _source.ReadAsync, brief, cancellationToken: Cancel);

        Assert.Equal(2, _source.Reads);
    }
}
