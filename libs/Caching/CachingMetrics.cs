using System.Diagnostics.Metrics;
using BidForge.Caching.Redis;

namespace BidForge.Caching;

/// <summary>Meter <c>BidForge.Caching</c>: how often each layer had the value.</summary>
internal sealed class CachingMetrics
{
    public const string Name = "BidForge.Caching";

    private readonly Meter _meter;
    private readonly Counter<long> _hits;
    private readonly Counter<long> _misses;
    private readonly Counter<long> _failures;

    public CachingMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(Name);
        _hits = _meter.CreateCounter<long>("bidforge.cache.hits", "{lookup}", "Lookups that the layer answered.");
        _misses = _meter.CreateCounter<long>("bidforge.cache.misses", "{lookup}", "Lookups that the layer could not answer.");
        _failures = _meter.CreateCounter<long>("bidforge.cache.failures", "{call}", "Calls to Redis that failed or took too long.");
        foreach (var layer in Enum.GetValues<CacheLayer>())
        {
            _hits.Add(0, Label(layer));
            _misses.Add(0, Label(layer));
        }
        _failures.Add(0);
    }

    /// <summary>Shows whether Redis is being left alone.</summary>
    public void Watch(RedisCircuit circuit) => _meter.CreateObservableGauge("bidforge.cache.circuit_open", () => circuit.IsOpen ? 1 : 0, null,
        "1 while Redis is left alone after a failure and the cache works from memory, else 0.");

    public void Lookup(CacheLayer layer, bool hit) =>
        (hit ? _hits : _misses).Add(1, Label(layer));

    public void Failed() => _failures.Add(1);

    private static KeyValuePair<string, object?> Label(CacheLayer layer) => new("layer", layer is CacheLayer.Memory ? "memory" : "redis");
}

internal enum CacheLayer
{
    Memory,
    Redis,
}
