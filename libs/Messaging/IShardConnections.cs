using Npgsql;

namespace BidForge.Messaging;

/// <summary>Where the shards are. Asked for every message and every few seconds by the relays, so it may change while the service runs.</summary>
public interface IShardConnections
{
    /// <summary>Every shard that the service writes to.</summary>
    IReadOnlyList<NamedShard> All { get; }

    /// <summary>The shard that owns the slot at present.</summary>
    NpgsqlDataSource ForSlot(int slot);
}

/// <summary>A shard and the name that logs and metrics call it by.</summary>
/// <param name="Name">Unique and stable, such as <c>bid0</c>.</param>
/// <param name="Source">Its connections; owned by whoever made it.</param>
/// <param name="Guard">Keeps relay and housekeeping off some rows; null where all are theirs.</param>
public sealed record NamedShard(string Name, NpgsqlDataSource Source, RowGuard? Guard = null);

/// <summary>Keeps relays and housekeeping off rows that are on their way to or from another shard.</summary>
/// <param name="Enter">A statement that begins every transaction of theirs, and holds until its end what the answer of <paramref name="Condition"/> rests on.</param>
/// <param name="Condition">SQL over a row's <c>slot</c>; true where the row may be touched.</param>
public sealed record RowGuard(string Enter, string Condition)
{
    /// <summary>One round trip and one transaction: enters, then runs the command.</summary>
    public static NpgsqlBatch Batch(NamedShard shard, NpgsqlConnection connection, NpgsqlBatchCommand command)
    {
        var batch = new NpgsqlBatch(connection);
        if (shard.Guard is { } guard)
            batch.BatchCommands.Add(new(guard.Enter));
        batch.BatchCommands.Add(command);
        return batch;
    }

    /// <summary>The condition for a <c>where</c>, true without a guard.</summary>
    public static string ConditionOf(NamedShard shard) => shard.Guard?.Condition ?? "true";
}
