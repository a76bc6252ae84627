using BidForge.Sharding.Map;
using Npgsql;

namespace BidForge.Sharding.Moves;

/// <summary>What the phases of one move share while a mover works on it.</summary>
internal sealed class MoveContext(MoveLog log, Move move, Shard source, Shard target, IReadOnlyList<MovingTable> tables, MoveOptions options, IMoveWatcher watcher, TimeProvider time)
{
    public MoveLog Log => log;

    /// <summary>As the catalog had it last.</summary>
    public Move Move { get; set; } = move;

    public Shard Source => source;

    public Shard Target => target;

    public IReadOnlyList<MovingTable> Tables => tables;

    public MoveOptions Options => options;

    public TimeProvider Time => time;

    public Replication Replication { get; } = new(move, source, target);

    public SlotFences Fences => new(this);

    /// <summary>Says how far the move is, and makes sure that it is still this mover's.</summary>
    public async Task ReachedAsync(string point, CancellationToken cancellationToken)
    {
        await watcher.ReachedAsync(Move, point);
        await log.ConfirmAsync(Move, cancellationToken);
    }

    public void Report(string doing) => watcher.Report(new(Move.Step, doing));

    public void Report(MoveProgress progress) => watcher.Report(progress);

    /// <summary>Waits until the target has committed everything that the source had before the position.</summary>
    public async Task AppliedAsync(NpgsqlConnection onSource, string position, TimeSpan look, CancellationToken cancellationToken)
    {
        while (!await Replication.HasAppliedAsync(onSource, position, cancellationToken))
            await Task.Delay(look, time, cancellationToken);
    }

    /// <summary>Removes the rows of the slots from a shard that does not own them.</summary>
    public async Task RemoveRowsAsync(Shard shard, CancellationToken cancellationToken)
    {
        Report($"removing rows from {shard.Name}");
        foreach (var table in tables)
            await ShardRows.RemoveAsync(shard.Source, table, Move.Slots, cancellationToken);
    }
}
