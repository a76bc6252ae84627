using BidForge.Messaging.Endpoint;
using Npgsql;

namespace BidForge.Messaging.Outbox;

/// <summary>
/// Publishes one batch: rows are locked, published all at once, and deleted in the same transaction once the broker confirmed them.
/// Other relays skip locked rows. A relay that dies between confirmation and commit leaves rows that are published again under the
/// same message id, which the inbox knows.
/// </summary>
internal sealed class OutboxBatch(NamedShard outbox, EventPublisher publisher, PublishWatch watch, MessagingOptions options)
{
    private static readonly TimeSpan WhenStopping = TimeSpan.FromSeconds(3);
    private readonly HashSet<Guid> _unknown = [];

    private readonly string _take =
        $"""
        select message_id, type, body::text, traceparent, tracestate
        from outbox
        where message_id <> all ($1) and {RowGuard.ConditionOf(outbox)}
        order by created_at, message_id
        limit $2
        for update skip locked
        """;

    /// <returns>How many events were published.</returns>
    public async Task<int> PublishAsync(CancellationToken cancellationToken)
    {
        await using var connection = await outbox.Source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var rows = await TakeAsync(connection, cancellationToken);
        if (rows.Count == 0)
        {
            watch.Rested();
            return 0;
        }

        // From here on a stopping service finishes what it began: the broker has the events, so the rows must go.
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(options.PublishTimeoutSeconds));
        await using var hurry = cancellationToken.Register(() => timeout.CancelAfter(WhenStopping));
        var results = await Task.WhenAll(rows.Select(row => publisher.PublishAsync(row, timeout.Token)));
        watch.Tried(results.Count(result => result is PublishResult.Confirmed), results.Count(result => result is PublishResult.Failed));

        var confirmed = new List<Guid>(rows.Count);
        foreach (var (row, result) in rows.Zip(results))
        {
            if (result is PublishResult.Confirmed) confirmed.Add(row.MessageId);
            if (result is PublishResult.Unknown) _unknown.Add(row.MessageId);
        }
        await DeleteAsync(connection, confirmed);
        await transaction.CommitAsync(CancellationToken.None);
        if (results.Contains(PublishResult.Failed)) throw new BrokerAwayException("the broker did not confirm all of them");
        return confirmed.Count;
    }

    private async Task<List<OutboxRow>> TakeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var take = new NpgsqlBatchCommand(_take);
        take.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. _unknown] });
        take.Parameters.Add(new NpgsqlParameter<int> { TypedValue = options.RelayBatch });
        await using var batch = RowGuard.Batch(outbox, connection, take);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        if (batch.BatchCommands.Count > 1) await reader.NextResultAsync(cancellationToken);
        var rows = new List<OutboxRow>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(new OutboxRow(
                reader.GetGuid(0),
                reader.GetString(1),
                reader.GetString(2),
                reader.IsDBNull(3) ? null : reader.GetString(3),
                reader.IsDBNull(4) ? null : reader.GetString(4)));
        return rows;
    }

    private static async Task DeleteAsync(NpgsqlConnection connection, List<Guid> messageIds)
    {
        if (messageIds.Count == 0) return;
        await using var command = new NpgsqlCommand("delete from outbox where message_id = any ($1)", connection);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. messageIds] });
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }
}
