using System.Diagnostics.Metrics;

namespace BidForge.Notifications;

/// <summary>Meter <c>BidForge.Notifications</c>. Nothing is counted by kind: how many bids came in must not be read off a chart.</summary>
internal sealed class NotificationMetrics
{
    public const string Name = "BidForge.Notifications";

    private readonly Histogram<double> _lag;
    private readonly UpDownCounter<long> _streams;
    private readonly Counter<long> _cut;
    private readonly Counter<long> _mailsSent;
    private readonly Counter<long> _mailsFailed;

    public NotificationMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _lag = meter.CreateHistogram<double>("bidforge.notifications.lag", "s", "From what happened to its notification being stored.", null,
            new() { HistogramBucketBoundaries = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300] });
        _streams = meter.CreateUpDownCounter<long>("bidforge.notifications.streams", "{stream}", "Live streams that are open.");
        _cut = meter.CreateCounter<long>("bidforge.notifications.streams.cut", "{stream}", "Streams ended because their reader was too slow.");
        _mailsSent = meter.CreateCounter<long>("bidforge.mails.sent", "{mail}", "E-mails that the mail server took.");
        _mailsFailed = meter.CreateCounter<long>("bidforge.mails.failed", "{attempt}", "Attempts to send an e-mail that failed.");
        _streams.Add(0);
        _cut.Add(0);
        _mailsSent.Add(0);
        _mailsFailed.Add(0);
    }

    public void Delivered(TimeSpan lag) => _lag.Record(Math.Max(0, lag.TotalSeconds));

    public void StreamOpened() => _streams.Add(1);

    public void StreamClosed() => _streams.Add(-1);

    public void StreamCut() => _cut.Add(1);

    public void MailSent() => _mailsSent.Add(1);

    public void MailFailed() => _mailsFailed.Add(1);
}
