using BidForge.Messaging;
using Npgsql;

namespace BidForge.Bids.Storage;

/// <summary>Housekeeping of each shard, hourly: forgets idempotency keys after seven days, makes the months of history ahead.</summary>
internal sealed partial class ShardKeeper(IShardConnections shards, TimeProvider time, ILogger<ShardKeeper> logger) : BackgroundService
{
    private const int Batch = 1000;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            foreach (var shard in shards.All)
                await TryAsync(shard, stoppingToken);
    }

    private async Task TryAsync(NamedShard shard, CancellationToken cancellationToken)
    {
        try
        {
            await using var months = shard.Source.CreateCommand("select create_revision_months()");
            await months.ExecuteNonQueryAsync(cancellationToken);
            while (await ForgetKeysAsync(shard, cancellationToken) is Batch)
            {
            }
        }
        catch (Exception fault) when (fault is NpgsqlException or TimeoutException)
        {
            Later(logger, shard.Name, fault.Message);
        }
    }

    private static async Task<int> ForgetKeysAsync(NamedShard shard, CancellationToken cancellationToken)
    {
        var forget = new NpgsqlBatchCommand($"""
            delete from idempotency_keys where ctid = any (array(
                select ctid from idempotency_keys
                where created_at < clock_timestamp() - interval '7 days' and {RowGuard.ConditionOf(shard)} limit {Batch}))
            """);
        await using var connection = await shard.Source.OpenConnectionAsync(cancellationToken);
        await using var batch = RowGuard.Batch(shard, connection, forget);
        await batch.ExecuteNonQueryAsync(cancellationToken);
        return forget.RecordsAffected;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Housekeeping of {Shard} waits for another hour: {Reason}")]
    private static partial void Later(ILogger logger, string shard, string reason);
}
