using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace BidForge.Messaging;

/// <summary>
/// Meter <c>BidForge.Messaging</c>. No figure carries the kind of an event: how many bids a package has must not be read off a chart.
/// </summary>
internal sealed class MessagingMetrics
{
    public const string Name = "BidForge.Messaging";

    private readonly ConcurrentDictionary<string, (long Depth, double Age)> _outboxes = new(StringComparer.Ordinal);
    private readonly Counter<long> _published;
    private readonly Counter<long> _handled;
    private readonly Counter<long> _failures;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _lag;

    public MessagingMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        meter.CreateObservableGauge("bidforge.outbox.depth", () => _outboxes.Select(o => Measure(o.Value.Depth, o.Key)), "{event}",
            "Events that wait in the outbox, measured every 5 s, counted up to 100,000.");
        meter.CreateObservableGauge("bidforge.outbox.oldest_age", () => _outboxes.Select(o => Measure(o.Value.Age, o.Key)), "s",
            "Age of the oldest event that waits in the outbox, measured every 5 s.");
        _published = meter.CreateCounter<long>("bidforge.outbox.published", "{event}", "Events that the broker confirmed.");
        _handled = meter.CreateCounter<long>("bidforge.inbox.handled", "{message}", "Messages whose effect was committed.");
        _failures = meter.CreateCounter<long>("bidforge.inbox.failures", "{attempt}", "Attempts to handle a message that failed.");
        _duration = meter.CreateHistogram<double>("bidforge.inbox.duration", "s", "Time to handle a message, its commit included.", null,
            new() { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] });
        _lag = meter.CreateHistogram<double>("bidforge.inbox.lag", "s", "From a message's being sent to its being taken in hand: what it waited in the queue, earlier attempts included.", null,
            new() { HistogramBucketBoundaries = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 900, 3600] });
        _handled.Add(0);
        _published.Add(0);
        _failures.Add(0);
    }

    public void Waiting(string outbox, long depth, double age) => _outboxes[outbox] = (depth, age);

    // Not by outbox: a busy company may have a shard, and so an outbox, of its own.
    public void Published(int count)
    {
        if (count > 0) _published.Add(count);
    }

    /// <param name="sent">By the sender's clock; null where the message does not say.</param>
    /// <param name="now">By this process's.</param>
    public void Taken(DateTime? sent, DateTimeOffset now)
    {
        if (sent is { } at) _lag.Record(Math.Max(0, (now.UtcDateTime - at).TotalSeconds));
    }

    public void Handled(TimeSpan duration)
    {
        _handled.Add(1);
        _duration.Record(duration.TotalSeconds);
    }

    public void Failed() => _failures.Add(1);

    private static Measurement<T> Measure<T>(T value, string outbox)
        where T : struct => new(value, new KeyValuePair<string, object?>("outbox", outbox));
}
