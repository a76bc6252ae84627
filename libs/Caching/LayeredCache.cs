using BidForge.Caching.Memory;
using BidForge.Caching.Redis;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Options;

namespace BidForge.Caching;

/// <summary>
/// The stock <see cref="HybridCache"/> contract over memory and Redis. One factory runs per key and process at a time; a value whose
/// making began before a removal is never served after it, in any replica that hears Redis.
/// </summary>
internal sealed class LayeredCache(
    MemoryLayer memory, RedisLayer redis, Flights flights, Invalidations invalidations, CachingMetrics metrics, IOptions<CachingOptions> options)
    : HybridCache
{
    public override ValueTask<T> GetOrCreateAsync<TState, T>(
        string key,
        TState state,
        Func<TState, CancellationToken, ValueTask<T>> factory,
        HybridCacheEntryOptions? options = null,
        IEnumerable<string>? tags = null,
        CancellationToken cancellationToken = default)
    {
        var name = CacheKey.Of(key, tags);
        var use = CacheUse.Of(options, Defaults);
        if (use.ReadsMemory)
        {
            var found = memory.TryGet<T>(name, out var value);
            metrics.Lookup(CacheLayer.Memory, found);
            if (found) return new ValueTask<T>(value);
        }
        return new ValueTask<T>(flights.RunAsync(name, token => MakeAsync(name, use, t => factory(state, t), token), cancellationToken));
    }

    public override async ValueTask SetAsync<T>(
        string key,
        T value,
        HybridCacheEntryOptions? options = null,
        IEnumerable<string>? tags = null,
        CancellationToken cancellationToken = default)
    {
        var name = CacheKey.Of(key, tags);
        await RemoveAsync(key, cancellationToken);
        var moment = invalidations.Now;
        var lookup = await redis.ReadAsync(name);
        await StoreAsync(name, CacheUse.Of(options, Defaults), Payload.Of(value), moment, lookup);
    }

    public override ValueTask RemoveAsync(string key, CancellationToken cancellationToken = default) => RemoveNamesAsync([CacheKey.OfKey(key)]);

    public override ValueTask RemoveByTagAsync(string tag, CancellationToken cancellationToken = default) => RemoveNamesAsync([CacheKey.OfTag(tag)]);

    public override ValueTask RemoveAsync(IEnumerable<string> keys, CancellationToken cancellationToken = default) =>
        RemoveNamesAsync([.. keys.Select(CacheKey.OfKey)]);

    public override ValueTask RemoveByTagAsync(IEnumerable<string> tags, CancellationToken cancellationToken = default) =>
        RemoveNamesAsync([.. tags.Select(CacheKey.OfTag)]);

    private CachingOptions Defaults => options.Value;

    private async Task<T> MakeAsync<T>(CacheKey key, CacheUse use, Func<CancellationToken, ValueTask<T>> factory, CancellationToken cancellationToken)
    {
        var moment = invalidations.Now;
        var lookup = use.UsesRedis ? await redis.ReadAsync(key) : null;
        if (use.ReadsRedis && lookup is not null)
        {
            var found = TryServe<T>(key, use, lookup, moment, out var held);
            metrics.Lookup(CacheLayer.Redis, found);
            if (found) return held;
        }
        if (!use.ReadsSource) return default!;
        var value = await factory(cancellationToken);
        await StoreAsync(key, use, Payload.Of(value), moment, lookup);
        return value;
    }

    private bool TryServe<T>(CacheKey key, CacheUse use, RedisLookup lookup, long moment, out T value)
    {
        value = default!;
        if (lookup.Json is null) return false;
        var payload = Payload.Of(lookup.Json);
        if (!payload.TryRead(out value)) return false;
        if (use.WritesMemory) memory.Set(key, payload, moment, use.MemoryLifetime);
        return true;
    }

    private async Task StoreAsync(CacheKey key, CacheUse use, Payload payload, long moment, RedisLookup? lookup)
    {
        if (payload.Bytes.Length > Defaults.MaximumPayloadBytes) return;
        if (use.WritesMemory) memory.Set(key, payload, moment, use.MemoryLifetime);
        if (use.WritesRedis && lookup is not null) await redis.WriteAsync(key, lookup.Versions, payload.Bytes, use.RedisLifetime);
    }

    // Memory is told last: until Redis has the new versions, old values could come back from there.
    private async ValueTask RemoveNamesAsync(IReadOnlyCollection<string> names)
    {
        await redis.RemoveAsync(names);
        foreach (var name in names)
            if (name == CacheKey.OfTag(CacheKey.EverythingTag)) invalidations.RemoveEverything();
            else invalidations.Remove(name);
    }
}
