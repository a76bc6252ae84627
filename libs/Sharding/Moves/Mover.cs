using System.Net.Sockets;
using BidForge.Sharding.Map;
using Npgsql;

namespace BidForge.Sharding.Moves;

/// <summary>
/// Moves slots from one shard to another while bids come in. All it knows of a move stands in the catalog and on the shards, so that any
/// mover goes on where another was killed. A server that is away for a while is waited for.
/// </summary>
internal sealed class Mover(ShardSet shards, MoveOptions options, IMoveWatcher watcher, TimeProvider time)
{
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(500);

    /// <summary>Moves the slots, or goes on with this very move if it was begun.</summary>
    /// <exception cref="MoveException">It can't be, and the message says why.</exception>
    public Task<Move> MoveAsync(string source, string target, IReadOnlyCollection<int> slots, CancellationToken cancellationToken) => RunAsync(async log =>
    {
        if (await log.UnfinishedAsync(cancellationToken) is not { } begun)
            return await log.BeginAsync(Find(source).Name, Find(target).Name, slots, cancellationToken);
        return begun.Source == source && begun.Target == target && begun.Slots.Select(slot => (int)slot).Order().SequenceEqual(slots.Order()) && begun.Step is not MoveStep.Aborting
            ? begun
            : throw new MoveException($"A move from {begun.Source} to {begun.Target} is not finished: go on with --resume, or give it up with --abort.");
    }, cancellationToken);

    /// <summary>Goes on with the move that is not finished.</summary>
    public Task<Move> ResumeAsync(CancellationToken cancellationToken) =>
        RunAsync(async log => await log.UnfinishedAsync(cancellationToken) ?? throw new MoveException("No move is unfinished."), cancellationToken);

    /// <summary>Gives the unfinished move up, which is possible until it was decided.</summary>
    public Task<Move> AbortAsync(CancellationToken cancellationToken) => RunAsync(async log =>
    {
        var move = await log.UnfinishedAsync(cancellationToken) ?? throw new MoveException("No move is unfinished.");
        if (!move.CanAbort)
            throw new MoveException($"{move.Target} takes the slots over already: go on with --resume.");
        return await log.AdvanceAsync(move, MoveStep.Aborting, cancellationToken);
    }, cancellationToken);

    private async Task<Move> RunAsync(Func<MoveLog, Task<Move>> begin, CancellationToken cancellationToken)
    {
        Move? move = null;
        var heard = time.GetTimestamp();
        while (true)
        {
            try
            {
                await using var log = await MoveLog.TryOpenAsync(shards, cancellationToken) ?? throw new MoverBusyException();
                move = move is null ? await begin(log) : await log.FindAsync(move.Id, cancellationToken);
                heard = time.GetTimestamp();
                return await RunAsync(log, move, () => heard = time.GetTimestamp(), cancellationToken);
            }
            // After an outage the catalog may take a moment to see that this mover's own old connection is gone.
            catch (Exception fault) when ((IsOutage(fault) || fault is MoverBusyException) && move is not null && time.GetElapsedTime(heard) < options.Patience)
            {
                watcher.Report(new(move.Step, $"waiting for a server: {fault.Message}"));
            }
            await Task.Delay(Rest, time, cancellationToken);
        }
    }

    private async Task<Move> RunAsync(MoveLog log, Move move, Action stepped, CancellationToken cancellationToken)
    {
        var (source, target) = (Find(move.Source), Find(move.Target));
        var context = new MoveContext(log, move, source, target, await MovingTable.CommonAsync(source, target, cancellationToken), options, watcher, time);
        while (context.Move.FinishedAt is null)
        {
            await StepAsync(context, cancellationToken);
            stepped();
        }
        return context.Move;
    }

    private static async Task StepAsync(MoveContext context, CancellationToken cancellationToken)
    {
        switch (context.Move.Step)
        {
            case MoveStep.Planned:
                await Preconditions.CheckAsync(context, cancellationToken);
                context.Move = await context.Log.AdvanceAsync(context.Move, MoveStep.Copying, cancellationToken);
                await context.ReachedAsync("begun", cancellationToken);
                break;
            case MoveStep.Copying:
                await CopyPhase.RunAsync(context, cancellationToken);
                break;
            case MoveStep.Following:
                await using (var follow = new FollowPhase(context))
                    await follow.RunAsync(cancellationToken);
                break;
            case MoveStep.Fencing:
                // Left by a mover that died: what it had compared is not known, so writing goes on while it is compared anew.
                await FencePhase.ReopenAsync(context, afterAnother: true, cancellationToken);
                break;
            case MoveStep.Flipping:
                await FlipPhase.FlipAsync(context, cancellationToken);
                break;
            case MoveStep.Cleaning:
                await FlipPhase.CleanAsync(context, cancellationToken);
                break;
            case MoveStep.Aborting:
                await FlipPhase.AbortAsync(context, cancellationToken);
                break;
            case MoveStep.Done or MoveStep.Aborted:
                break;
        }
    }

    private Shard Find(string name) => shards.Find(name) ?? throw new MoveException($"There is no shard {name}. There are: {string.Join(", ", shards.All.Select(shard => shard.Name))}.");

    private static bool IsOutage(Exception fault) => fault switch
    {
        PostgresException postgres => postgres.IsTransient || postgres.SqlState.StartsWith("57P", StringComparison.Ordinal) || postgres.SqlState.StartsWith("08", StringComparison.Ordinal),
        _ => fault is NpgsqlException or TimeoutException or SocketException or IOException or ObjectDisposedException,
    };
}
