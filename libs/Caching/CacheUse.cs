using Microsoft.Extensions.Caching.Hybrid;

namespace BidForge.Caching;

/// <summary>What one call wants of the layers: the stock options with the service's defaults filled in.</summary>
internal readonly record struct CacheUse(HybridCacheEntryFlags Flags, TimeSpan RedisLifetime, TimeSpan MemoryLifetime)
{
    public bool ReadsMemory => !Flags.HasFlag(HybridCacheEntryFlags.DisableLocalCacheRead);

    public bool WritesMemory => !Flags.HasFlag(HybridCacheEntryFlags.DisableLocalCacheWrite);

    public bool ReadsRedis => !Flags.HasFlag(HybridCacheEntryFlags.DisableDistributedCacheRead);

    public bool WritesRedis => !Flags.HasFlag(HybridCacheEntryFlags.DisableDistributedCacheWrite);

    public bool UsesRedis => ReadsRedis || WritesRedis;

    public bool ReadsSource => !Flags.HasFlag(HybridCacheEntryFlags.DisableUnderlyingData);

    public static CacheUse Of(HybridCacheEntryOptions? options, CachingOptions defaults)
    {
        var redis = options?.Expiration ?? TimeSpan.FromSeconds(defaults.ExpirationSeconds);
        var memory = options?.LocalCacheExpiration ?? TimeSpan.FromSeconds(defaults.LocalExpirationSeconds);
        return new CacheUse(options?.Flags ?? HybridCacheEntryFlags.None, redis, memory < redis ? memory : redis);
    }
}
