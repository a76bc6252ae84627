using BidForge.Messaging.Endpoint;
using Npgsql;

namespace BidForge.Messaging.Outbox;

/// <summary>Measures an outbox every few seconds; metrics read the last figures, so a scrape costs the database nothing.</summary>
internal sealed class OutboxGauge(NamedShard outbox, MessagingMetrics metrics, TimeProvider time)
{
    private const string Measure =
        """
        select count(*), coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0)::float8
        from (select created_at from outbox order by created_at, message_id limit 100000) waiting
        """;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private long _measured;

    public async Task MeasureAsync(CancellationToken cancellationToken)
    {
        if (_measured != 0 && time.GetElapsedTime(_measured) < Every) return;
        await using var command = outbox.Source.CreateCommand(Measure);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        metrics.Waiting(outbox.Name, reader.GetInt64(0), Math.Max(0, reader.GetDouble(1)));
        _measured = time.GetTimestamp();
    }
}
