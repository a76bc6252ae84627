using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;

namespace BidForge.Caching.Redis;

/// <summary>
/// The layer that all replicas share. Each key and tag has a version, a random number that a removal replaces (0 where none was
/// removed), so removing a tag costs the same however many values carry it.
/// </summary>
internal sealed class RedisLayer(RedisCircuit circuit, PendingRemovals pending, IHostApplicationLifetime lifetime, TimeProvider time)
{
    /// <summary>Longer than any value lives, so that a value never outlives the version that made it stale.</summary>
    public static readonly TimeSpan VersionLifetime = TimeSpan.FromDays(2);

    /// <summary>Longest life of a value.</summary>
    public static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(1);

    private static readonly TimeSpan MakeUpEvery = TimeSpan.FromSeconds(1);

    private const string Values = "cache:value:";
    private const string Versions = "cache:version:";

    private readonly SemaphoreSlim _flushing = new(1);
    private int _makingUp;

    /// <summary>Reads a value and the versions in one step, or null when Redis is away.</summary>
    public async Task<RedisLookup?> ReadAsync(CacheKey key)
    {
        if (!await FlushAsync()) return null;
        RedisKey[] keys = [Values + key.Key, .. key.Names.Select(VersionKey)];
        var (answered, found) = await circuit.TryAsync(redis => redis.StringGetAsync(keys));
        if (!answered) return null;
        var versions = found.AsSpan(1).ToArray().Select(version => version.IsNull ? 0L : (long)version).ToArray();
        return new RedisLookup(versions, RedisEntry.Read((byte[]?)found[0], versions));
    }

    /// <summary>Writes a value under versions that were read before it was made.</summary>
    public Task WriteAsync(CacheKey key, long[] versions, byte[] json, TimeSpan lifetime)
    {
        if (lifetime <= TimeSpan.Zero) return Task.CompletedTask;
        var entry = RedisEntry.Write(versions, json);
        return circuit.TryAsync(redis => redis.StringSetAsync(
            Values + key.Key, entry, lifetime < LongestLifetime ? lifetime : LongestLifetime, flags: CommandFlags.None));
    }

    /// <summary>Gives each name a new version and tells every replica. While Redis is away the removal waits here and is made up for.</summary>
    public async Task RemoveAsync(IReadOnlyCollection<string> names)
    {
        pending.Add(names);
        if (!await FlushAsync() && Interlocked.Exchange(ref _makingUp, 1) == 0) _ = MakeUpAsync();
    }

    /// <summary>Makes up for removals that Redis missed; nothing is read from it before. One at a time: whoever finds nothing left waits for those that are on their way.</summary>
    public async Task<bool> FlushAsync()
    {
        if (pending.IsEmpty && _flushing.CurrentCount == 1) return true;
        await _flushing.WaitAsync();
        try
        {
            while (pending.Take() is { Count: > 0 } names)
            {
                var (answered, _) = await circuit.TryAsync(redis => RemoveAsync(redis, names));
                if (answered) continue;
                pending.Add(names);
                return false;
            }
            return true;
        }
        finally
        {
            _flushing.Release();
        }
    }

    private async Task MakeUpAsync()
    {
        do
            await Task.Delay(MakeUpEvery, time, lifetime.ApplicationStopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!lifetime.ApplicationStopping.IsCancellationRequested && !await FlushAsync());
        Interlocked.Exchange(ref _makingUp, 0);
    }

    private static async Task<bool> RemoveAsync(IDatabase redis, IReadOnlyCollection<string> names)
    {
        var calls = new List<Task>(names.Count * 2);
        foreach (var name in names)
        {
            calls.Add(redis.StringSetAsync(VersionKey(name), NewVersion(), VersionLifetime));
            calls.Add(redis.PublishAsync(InvalidationChannel.Name, name));
        }
        await Task.WhenAll(calls);
        return true;
    }

    private static RedisKey VersionKey(string name) => Versions + name;

    private static long NewVersion() => BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))) | 1;
}

/// <summary>What Redis held for a key.</summary>
/// <param name="Versions">Of everything, the key and its tags at the moment of reading.</param>
/// <param name="Json">The value, or null when there is none that may be served.</param>
internal sealed record RedisLookup(long[] Versions, byte[]? Json);
