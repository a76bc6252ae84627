using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace BidForge.Caching.Memory;

/// <summary>The layer in this process, limited in bytes.</summary>
internal sealed class MemoryLayer(Invalidations invalidations, IOptions<CachingOptions> options) : IDisposable
{
    private readonly MemoryCache _cache = new(new MemoryCacheOptions
    {
        SizeLimit = options.Value.MemoryMegabytes * 1024L * 1024L,
        ExpirationScanFrequency = TimeSpan.FromMinutes(1),
    });

    public bool TryGet<T>(CacheKey key, out T value)
    {
        if (_cache.TryGetValue(key.Key, out var found) && found is Entry entry && invalidations.IsCurrent(entry.Names, entry.Moment)
            && entry.Payload.TryRead(out value))
            return true;
        value = default!;
        return false;
    }

    public void Set(CacheKey key, Payload payload, long moment, TimeSpan lifetime)
    {
        if (lifetime <= TimeSpan.Zero) return;
        using var entry = _cache.CreateEntry(key.Key);
        entry.Value = new Entry(payload, key.Names, moment);
        entry.Size = payload.Bytes.Length + key.Key.Length + 200;
        entry.AbsoluteExpirationRelativeToNow = lifetime;
    }

    public void Dispose() => _cache.Dispose();

    private sealed record Entry(Payload Payload, IReadOnlyList<string> Names, long Moment);
}
