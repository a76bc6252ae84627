using System.Diagnostics.Metrics;
using System.Text.Json;

namespace BidForge.Storage.Replicas;

/// <summary>Where a read was answered, and why there.</summary>
internal enum ReadFrom
{
    /// <summary>The standby: it is fresh enough.</summary>
    Standby,

    /// <summary>The primary, for the standby does not answer, or is none.</summary>
    Away,

    /// <summary>The primary, for the standby is further behind than it may be.</summary>
    Lagging,

    /// <summary>The primary, for the standby does not have yet what the reader wrote or saw, or what made the list old.</summary>
    Unseen,

    /// <summary>The primary, for nobody can say how far the standby must be: Redis or the primary was not heard of lately.</summary>
    Unknown,

    /// <summary>The primary, for the standby ended the query: most often what the query read is being removed by the log.</summary>
    Cancelled,
}

/// <summary>Meter <c>BidForge.Replicas</c>.</summary>
internal sealed class ReplicaMetrics
{
    private readonly Counter<long> reads;
    private Func<double?> lag = () => null;

    public ReplicaMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("BidForge.Replicas");
        reads = meter.CreateCounter<long>("bidforge.replica.reads", "{read}", "Reads that may be answered by a standby, by who answered and why.");
        meter.CreateObservableGauge("bidforge.replica.lag", () => lag() is { } seconds ? [new Measurement<double>(seconds)] : Array.Empty<Measurement<double>>(), "s",
            "How old the standby's data may be, as far as this process knows.");
        foreach (var from in Enum.GetValues<ReadFrom>())
            reads.Add(0, Tags(from));
    }

    /// <summary>Shows how far the standby is behind.</summary>
    public void Watch(Func<double?> seconds) => lag = seconds;

    public void Read(ReadFrom from) => reads.Add(1, Tags(from));

    private static KeyValuePair<string, object?>[] Tags(ReadFrom from) =>
        [new("source", from is ReadFrom.Standby ? "standby" : "primary"), new("reason", from is ReadFrom.Standby ? "fresh" : JsonNamingPolicy.CamelCase.ConvertName(from.ToString()))];
}
