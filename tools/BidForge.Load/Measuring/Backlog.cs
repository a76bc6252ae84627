using Npgsql;

namespace BidForge.Load.Measuring;

/// <summary>Events that have been committed and not published yet: work that a measurement leaves to the next one.</summary>
internal static class Backlog
{
    public static async Task<long> CountAsync(LoadTarget target, CancellationToken ct)
    {
        var rows = 0L;
        foreach (var name in target.Shards)
        {
            await using var shard = NpgsqlDataSource.Create(target.Databases[name]);
            await using var count = shard.CreateCommand("select count(*) from outbox");
            rows += (long)(await count.ExecuteScalarAsync(ct))!;
        }
        return rows;
    }

    /// <summary>Waits until the outboxes are empty and every process of the system rests, for <paramref name="patience"/> at most.</summary>
    public static async Task SettleAsync(LoadTarget target, TimeSpan patience, CancellationToken ct)
    {
        var giveUp = TimeProvider.System.GetUtcNow() + patience;
        while (TimeProvider.System.GetUtcNow() < giveUp)
        {
            var cpu = CpuSplit.Start(target);
            await Task.Delay(500, ct);
            var used = cpu.Stop().Where(part => part.Key is not "load").Sum(part => part.Value);
            if (used < 0.25 && await CountAsync(target, ct) is 0)
                return;
        }
    }
}
