using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace BidForge.Sharding.Start;

/// <summary>Meter <c>BidForge.Sharding</c>: which shards this process reaches, as the health check last found.</summary>
internal sealed class ShardMetrics
{
    private readonly ConcurrentDictionary<string, bool> _shards = new(StringComparer.Ordinal);

    public ShardMetrics(IMeterFactory meters) =>
        meters.Create("BidForge.Sharding").CreateObservableGauge("bidforge.shard.up", () => _shards.Select(shard => Measure(shard.Key, shard.Value)), null,
            "1 where the shard answers and its schema is this program's, else 0.");

    public void Found(string shard, bool works) => _shards[shard] = works;

    private static Measurement<int> Measure(string shard, bool works) => new(works ? 1 : 0, new KeyValuePair<string, object?>("shard", shard));
}
