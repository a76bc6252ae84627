using BidForge.Sharding.Fences;

namespace BidForge.Sharding.Moves;

/// <summary>The move is decided: the target takes the slots over, routers hear of it, and what is left on the source is removed.</summary>
internal static class FlipPhase
{
    public static async Task FlipAsync(MoveContext context, CancellationToken cancellationToken)
    {
        var epochs = await context.Fences.GrantAsync(cancellationToken);
        await context.ReachedAsync("granted", cancellationToken);
        context.Move = await context.Log.MapAsync(context.Move, MoveStep.Cleaning, context.Target.Name, epochs, cancellationToken);
        await context.ReachedAsync("mapped", cancellationToken);
    }

    public static async Task CleanAsync(MoveContext context, CancellationToken cancellationToken)
    {
        await HeldSlots.ReleaseAsync(context.Target.Source, context.Move.Slots, cancellationToken);
        await context.ReachedAsync("target released", cancellationToken);
        // First the subscription goes, for else the target would lose what the source removes.
        await context.Replication.UnsubscribeAsync(cancellationToken);
        await context.ReachedAsync("unsubscribed", cancellationToken);
        await context.Replication.UnpublishAsync(cancellationToken);
        await context.ReachedAsync("unpublished", cancellationToken);
        await context.RemoveRowsAsync(context.Source, cancellationToken);
        await context.ReachedAsync("source cleaned", cancellationToken);
        await HeldSlots.ReleaseAsync(context.Source.Source, context.Move.Slots, cancellationToken);
        context.Move = await context.Log.AdvanceAsync(context.Move, MoveStep.Done, cancellationToken);
        await context.ReachedAsync("done", cancellationToken);
    }

    /// <summary>The other end: the source keeps its slots, and nothing is left of the move.</summary>
    public static async Task AbortAsync(MoveContext context, CancellationToken cancellationToken)
    {
        await FencePhase.ReopenAsync(context, afterAnother: true, cancellationToken);
        await context.Replication.UnsubscribeAsync(cancellationToken);
        await context.ReachedAsync("unsubscribed", cancellationToken);
        await context.Replication.UnpublishAsync(cancellationToken);
        await context.RemoveRowsAsync(context.Target, cancellationToken);
        await HeldSlots.ReleaseAsync(context.Target.Source, context.Move.Slots, cancellationToken);
        context.Move = await context.Log.AdvanceAsync(context.Move, MoveStep.Aborted, cancellationToken);
        await context.ReachedAsync("aborted", cancellationToken);
    }
}
