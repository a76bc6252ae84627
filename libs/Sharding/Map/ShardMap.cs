using BidForge.Messaging;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace BidForge.Sharding.Map;

/// <summary>
/// The router of this process: slot to shard, in memory. It may be behind; the fence on each shard decides (see <see cref="SlotRouter"/>).
/// Works on with the last known map while the catalog is down.
/// </summary>
public sealed partial class ShardMap(ShardSet shards, Catalog catalog, ILogger<ShardMap> logger) : IShardConnections
{
    private volatile Reading reading = new(SlotMap.Empty, Task.CompletedTask);
    private readonly Lock gate = new();
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<NamedShard> All => [.. shards.All.Where(shard => shard.Ready).Select(shard => shard.Named)];

    public SlotMap Current => reading.Map;

    public NpgsqlDataSource ForSlot(int slot) => Of(slot).Source;

    /// <exception cref="UnavailableException">Nobody could say who owns the slot, or its shard is not ready.</exception>
    public Shard Of(int slot)
    {
        if (reading.Map[slot] is not { } owner)
            throw new UnavailableException("The slot map is not known yet.");
        return shards.Find(owner.Shard) is { Ready: true } shard ? shard : throw new UnavailableException($"Shard {owner.Shard} is not ready.");
    }

    /// <summary>Reads the map anew; calls that come while a read is under way share it.</summary>
    public Task RefreshAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (reading.Under.IsCompleted)
                reading = new(reading.Map, ReadAsync());
            return reading.Under.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Takes what was heard into the map.</summary>
    internal void Learn(IEnumerable<(int Slot, SlotOwner Owner)> heard)
    {
        lock (gate)
        {
            var next = reading.Map.With(heard);
            if (next == reading.Map)
                return;
            reading = reading with { Map = next };
            changed.SetResult();
            changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Ends when the map has changed, or after <paramref name="longest"/>.</summary>
    internal Task ChangedAsync(SlotMap from, TimeSpan longest, TimeProvider time, CancellationToken cancellationToken)
    {
        lock (gate)
            return reading.Map != from
                ? Task.CompletedTask
                : Task.WhenAny(changed.Task, Task.Delay(longest, time, cancellationToken)).Unwrap();
    }

    /// <summary>Makes this router believe something else, for tests of routers that are behind.</summary>
    internal void Believe(SlotMap map)
    {
        lock (gate)
            reading = reading with { Map = map };
    }

    private async Task ReadAsync()
    {
        await Task.Yield();
        try
        {
            Learn(await catalog.ReadAsync(CancellationToken.None));
        }
        catch (Exception fault) when (fault is NpgsqlException or TimeoutException)
        {
            CatalogAway(logger, fault.Message);
            await AskShardsAsync();
        }
    }

    // The fences know who owns what, so the map survives a catalog that is down even when this process has just started.
    private async Task AskShardsAsync()
    {
        foreach (var shard in shards.All.Where(shard => shard.Ready))
        {
            try
            {
                Learn(await Fences.FenceSql.OwnedAsync(shard, CancellationToken.None));
            }
            catch (Exception fault) when (fault is NpgsqlException or TimeoutException)
            {
                ShardAway(logger, shard.Name, fault.Message);
            }
        }
    }

    private sealed record Reading(SlotMap Map, Task Under);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The catalog does not answer ({Reason}); the shards are asked what they own")]
    private static partial void CatalogAway(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Shard {Shard} does not answer: {Reason}")]
    private static partial void ShardAway(ILogger logger, string shard, string reason);
}
