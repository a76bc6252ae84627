using System.Diagnostics.Metrics;

namespace BidForge.Caching;

/// <summary>Meter <c>BidForge.Caching</c>: how often each layer had the value.</summary>
internal sealed class CachingMetrics
{
    public const string Name = "BidForge.Caching";

    private readonly Counter<long> _hits;
    private readonly Counter<long> _misses;
    private readonly Counter<long> _failures;

    public CachingMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _hits = meter.CreateCounter<long>("bidforge.cache.hits", "{lookup}", "Lookups that the layer answered.");
        _misses = meter.CreateCounter<long>("bidforge.cache.misses", "{lookup}", "Lookups that the layer could not answer.");
        _failures = meter.CreateCounter<long>("bidforge.cache.failures", "{call}", "Calls to Redis that failed or took too long.");
    }

    public void Lookup(CacheLayer layer, bool hit) =>
        (hit ? _hits : _misses).Add(1, new KeyValuePair<string, object?>("layer", layer is CacheLayer.Memory ? "memory" : "redis"));

    public void Failed() => _failures.Add(1);
}

internal enum CacheLayer
{
    Memory,
    Redis,
}
