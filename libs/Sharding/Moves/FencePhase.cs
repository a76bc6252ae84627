using BidForge.Sharding.Fences;
using Npgsql;

namespace BidForge.Sharding.Moves;

/// <summary>The pause: writing stops on the source, the last changes are compared, and the move is decided; or writing goes on where it was.</summary>
internal sealed class FencePhase(MoveContext context)
{
    private static readonly TimeSpan ForReopening = TimeSpan.FromSeconds(5);

    /// <param name="compare">The keys of rows that differ although nothing is written any more.</param>
    /// <param name="cancellationToken">Lets writing go on where it was.</param>
    /// <returns>False when it took too long, and writing was let go on.</returns>
    /// <exception cref="MoveException">Rows differ.</exception>
    public async Task<bool> TryAsync(Func<CancellationToken, Task<RowKeys>> compare, CancellationToken cancellationToken)
    {
        context.Report("writing stops");
        await context.ReachedAsync("fencing", cancellationToken);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(context.Options.LongestPause);
        try
        {
            await context.Fences.CloseAsync(limit.Token);
            await context.ReachedAsync("fenced", limit.Token);
            if (await compare(limit.Token) is { Count: > 0 } differences)
                throw new MoveException($"{differences.Count} rows differ. Nothing has changed hands: give the move up with --abort.");
            await context.ReachedAsync("compared for the last time", limit.Token);
            context.Move = await context.Log.AdvanceAsync(context.Move, MoveStep.Flipping, cancellationToken);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await ReopenAsync(context, afterAnother: false, cancellationToken);
            return false;
        }
        catch (Exception) when (context.Move.Step is MoveStep.Fencing)
        {
            using var soon = new CancellationTokenSource(ForReopening, context.Time);
            await TryReopenAsync(soon.Token);
            throw;
        }
    }

    /// <summary>Lets the source take writes again, and its relay work.</summary>
    public static async Task ReopenAsync(MoveContext context, bool afterAnother, CancellationToken cancellationToken)
    {
        var epochs = await context.Fences.ReopenAsync(afterAnother, cancellationToken);
        var next = context.Move.Step is MoveStep.Aborting ? MoveStep.Aborting : MoveStep.Following;
        context.Move = await context.Log.MapAsync(context.Move, next, context.Source.Name, epochs, cancellationToken);
        await HeldSlots.ReleaseAsync(context.Source.Source, context.Move.Slots, cancellationToken);
        await context.ReachedAsync("reopened", cancellationToken);
    }

    // What can't be done now is done by whoever goes on with the move: it finds it fencing.
    private async Task TryReopenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ReopenAsync(context, afterAnother: true, cancellationToken);
        }
        // InvalidOperationException: the connection to the catalog broke, and Npgsql does not use it again.
        catch (Exception fault) when (fault is NpgsqlException or InvalidOperationException or OperationCanceledException or TimeoutException or MoveException)
        {
            context.Report($"writing of these slots stands still until the move is gone on with: {fault.Message}");
        }
    }
}
