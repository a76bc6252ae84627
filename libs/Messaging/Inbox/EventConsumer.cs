using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Messaging.Inbox;

/// <summary>Marks the message and lets the handler work in one transaction of the scope's database.</summary>
internal sealed class EventConsumer<TEvent, THandler>(
    HandlerDatabase database, IServiceProvider scope, THandler handler, MessagingMetrics metrics, TimeProvider time) : IConsumer<TEvent>
    where TEvent : class
    where THandler : class, IEventHandler<TEvent>
{
    private static readonly string Handler = typeof(THandler).FullName!;

    public async Task Consume(ConsumeContext<TEvent> context)
    {
        var started = time.GetTimestamp();
        metrics.Taken(context.SentTime, time.GetUtcNow());
        var db = database.In(scope);
        try
        {
            await db.Database.CreateExecutionStrategy().ExecuteAsync(() => HandleAsync(db, context));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            metrics.Failed();
            throw;
        }
        metrics.Handled(time.GetElapsedTime(started));
    }

    private async Task HandleAsync(DbContext db, ConsumeContext<TEvent> context)
    {
        var cancellationToken = context.CancellationToken;
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var first = await db.Database.ExecuteSqlAsync(
            $"insert into inbox (message_id, handler) values ({context.MessageId!.Value}, {Handler}) on conflict do nothing", cancellationToken);
        if (first == 0)
            await db.Database.ExecuteSqlRawAsync(StandbyWait.Again, cancellationToken);
        else
        {
            await handler.HandleAsync(context.Message, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
        }
        await transaction.CommitAsync(cancellationToken);
    }
}
