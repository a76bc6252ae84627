using BidForge.Sharding.Fences;

namespace BidForge.Sharding.Moves;

/// <summary>Fills the target: PostgreSQL copies the rows of the slots and follows what changes.</summary>
internal static class CopyPhase
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    public static async Task RunAsync(MoveContext context, CancellationToken cancellationToken)
    {
        var replication = context.Replication;
        await HeldSlots.HoldAsync(context.Target.Source, context.Move.Slots, cancellationToken);
        await context.ReachedAsync("target held", cancellationToken);
        if (!await replication.IsSubscribedAsync(cancellationToken))
        {
            await context.RemoveRowsAsync(context.Target, cancellationToken);
            await Partitions.EnsureAsync(context.Source.Source, context.Target.Source, cancellationToken);
            await replication.PublishAsync(context.Tables, cancellationToken);
            await context.ReachedAsync("published", cancellationToken);
            await replication.KeepChangesAsync(cancellationToken);
            await context.ReachedAsync("changes kept", cancellationToken);
            await replication.SubscribeAsync(cancellationToken);
            await context.ReachedAsync("subscribed", cancellationToken);
        }
        await CopyAsync(context, cancellationToken);
        context.Move = await context.Log.AdvanceAsync(context.Move, MoveStep.Following, cancellationToken);
        await context.ReachedAsync("copied", cancellationToken);
    }

    private static async Task CopyAsync(MoveContext context, CancellationToken cancellationToken)
    {
        context.Report("counting rows");
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in context.Tables)
            counts[table.Name] = await context.Source.Source.ScalarAsync<long>($"select count(*) from {table.Quoted} where slot = any ($1)", cancellationToken, context.Move.Slots);
        var total = counts.Values.Sum();
        var started = context.Time.GetTimestamp();
        while (true)
        {
            var state = await context.Replication.CopyStateAsync(cancellationToken);
            var done = Math.Min(total, state.Copying + state.Copied.Sum(table => counts.GetValueOrDefault(table)));
            var rate = done / Math.Max(0.001, context.Time.GetElapsedTime(started).TotalSeconds);
            context.Report(new MoveProgress(
                MoveStep.Copying, "copying", done, total, rate,
                done is 0 ? null : TimeSpan.FromSeconds((total - done) / rate)));
            if (state.IsComplete)
                return;
            await Task.Delay(Look, context.Time, cancellationToken);
        }
    }
}
