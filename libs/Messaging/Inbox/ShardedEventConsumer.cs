using MassTransit;
using Npgsql;

namespace BidForge.Messaging.Inbox;

/// <summary>Marks the message and lets the handler work in one transaction of the shard that owns the handler's slot.</summary>
internal sealed class ShardedEventConsumer<TEvent, THandler>(
    IShardConnections shards, THandler handler, MessagingMetrics metrics, TimeProvider time) : IConsumer<TEvent>
    where TEvent : class
    where THandler : class, IShardedEventHandler<TEvent>
{
    private static readonly string Handler = typeof(THandler).FullName!;

    public async Task Consume(ConsumeContext<TEvent> context)
    {
        var started = time.GetTimestamp();
        metrics.Taken(context.SentTime, time.GetUtcNow());
        try
        {
            await HandleAsync(context);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            metrics.Failed();
            throw;
        }
        metrics.Handled(time.GetElapsedTime(started));
    }

    private async Task HandleAsync(ConsumeContext<TEvent> context)
    {
        var cancellationToken = context.CancellationToken;
        var slot = handler.SlotOf(context.Message);
        await using var connection = await shards.ForSlot(slot).OpenConnectionAsync(cancellationToken);
        var standby = StandbyWait.On(connection);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await MarkAsync(connection, context.MessageId!.Value, slot, cancellationToken))
            await handler.HandleAsync(context.Message, connection, transaction, cancellationToken);
        else
            await AgainAsync(connection, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        standby.RequireHeld();
    }

    private static async Task AgainAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(StandbyWait.Again, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<bool> MarkAsync(NpgsqlConnection connection, Guid messageId, int slot, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "insert into inbox (message_id, handler, slot) values ($1, $2, $3) on conflict do nothing", connection);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = messageId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Handler });
        command.Parameters.Add(new NpgsqlParameter<short> { TypedValue = checked((short)slot) });
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }
}
