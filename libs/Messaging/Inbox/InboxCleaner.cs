using BidForge.Messaging.Outbox;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace BidForge.Messaging.Inbox;

/// <summary>Drops marks of messages handled long ago, in small batches, at an hour's pace.</summary>
internal sealed partial class InboxCleaner(
    OutboxSources databases, TimeProvider time, IOptions<MessagingOptions> options, ILogger<InboxCleaner> logger)
    : BackgroundService
{
    private const int Batch = 1000;

    private static readonly TimeSpan Every = TimeSpan.FromHours(1);
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(100);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            foreach (var database in databases.All())
                await TryCleanAsync(database, stoppingToken);
    }

    private async Task TryCleanAsync(NamedShard database, CancellationToken cancellationToken)
    {
        try
        {
            while (await CleanAsync(database, options.Value.InboxDays, cancellationToken) == Batch)
                await Task.Delay(Breath, time, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogLater(database.Name, exception.Message);
        }
    }

    internal static async Task<int> CleanAsync(NamedShard database, int days, CancellationToken cancellationToken)
    {
        var delete = new NpgsqlBatchCommand(
            $"""
            delete from inbox where ctid = any (array(
                select ctid from inbox where handled_at < clock_timestamp() - make_interval(days => $1) and {RowGuard.ConditionOf(database)}
                limit $2 for update skip locked))
            """);
        delete.Parameters.Add(new NpgsqlParameter<int> { TypedValue = days });
        delete.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Batch });
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        await using var batch = RowGuard.Batch(database, connection, delete);
        await batch.ExecuteNonQueryAsync(cancellationToken);
        return delete.RecordsAffected;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The inbox of {Database} is cleaned an hour later: {Reason}")]
    private partial void LogLater(string database, string reason);
}
