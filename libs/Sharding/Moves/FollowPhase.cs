using BidForge.Sharding.Fences;
using Npgsql;

namespace BidForge.Sharding.Moves;

/// <summary>
/// Compares all rows while writing goes on, then again what changed meanwhile, until so little is left that it can be compared while
/// writing stands still: that is done last, and if all is equal the move is decided.
/// </summary>
internal sealed class FollowPhase(MoveContext context) : IAsyncDisposable
{
    private const int MostRounds = 30;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan QuickLook = TimeSpan.FromMilliseconds(1);

    private readonly Comparison comparison = new(context.Tables, context.Move.Slots);
    private ChangeStream changes = null!;
    private NpgsqlConnection source = null!;
    private NpgsqlConnection target = null!;
    private RowKeys open = new();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        context.Report("comparing all rows");
        changes = await ChangeStream.OpenAsync(context.Source, context.Move, context.Tables, cancellationToken);
        source = await context.Source.Source.OpenConnectionAsync(cancellationToken);
        target = await context.Target.Source.OpenConnectionAsync(cancellationToken);
        await CompareAllAsync(cancellationToken);
        await context.ReachedAsync("compared", cancellationToken);

        await HeldSlots.HoldAsync(context.Source.Source, context.Move.Slots, cancellationToken);
        await context.ReachedAsync("source held", cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            await CompareChangesAsync(cancellationToken);
            await context.Fences.RehearseAsync(cancellationToken);
            context.Move = await context.Log.FencingAsync(context.Move, cancellationToken);
            if (await new FencePhase(context).TryAsync(token => LastDifferencesAsync(token), cancellationToken))
                return;
            if (attempt == context.Options.Attempts)
                throw new MoveException($"Writing stood still for {context.Options.LongestPause.TotalSeconds} s {attempt} times and was let go on: the servers are too busy. Nothing has changed hands; run it again later.");
            await Task.Delay(TimeSpan.FromSeconds(attempt), context.Time, cancellationToken);
            await HeldSlots.HoldAsync(context.Source.Source, context.Move.Slots, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in new IAsyncDisposable?[] { changes, source, target })
            if (part is not null)
                await part.DisposeAsync();
    }

    // Source and target are read at different moments. What changed between them is known by key, so it is taken off both sums,
    // and compared afterwards; the rest must be equal.
    private async Task CompareAllAsync(CancellationToken cancellationToken)
    {
        await context.AppliedAsync(source, changes.Start, Look, cancellationToken);
        await using var later = await target.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        var here = comparison.SumsAsync(changes.Snapshot, cancellationToken);
        var there = comparison.SumsAsync(target, cancellationToken);
        await Task.WhenAll(here, there);
        var (changed, _) = await changes.DrainAsync(cancellationToken);
        var changedHere = await comparison.SumsAsync(changes.Snapshot, changed, cancellationToken);
        var changedThere = await comparison.SumsAsync(target, changed, cancellationToken);
        var unequal = comparison.Unequal(Difference(await here, changedHere), Difference(await there, changedThere)).ToList();
        if (unequal.Count > 0)
            throw new MoveException($"The target's rows are not those of the source in {string.Join(", ", unequal)}. Nothing has changed hands: give the move up with --abort.");
        context.Move = await context.Log.MeasuredAsync(context.Move, (await here).Sum(sum => sum.Rows), (await here).Sum(sum => sum.Bytes), cancellationToken);
        await changes.Snapshot.ExecuteAsync("rollback", cancellationToken);
        open = changed;
    }

    private async Task CompareChangesAsync(CancellationToken cancellationToken)
    {
        for (int round = 1, before = int.MaxValue; round <= MostRounds; round++)
        {
            context.Report($"comparing what changed ({open.Count} rows, round {round})");
            var compared = await RoundAsync(Look, cancellationToken);
            if (compared <= context.Options.FewRows || round > 3 && compared > before / 2)
                return;
            before = compared;
        }
    }

    private async Task<RowKeys> LastDifferencesAsync(CancellationToken cancellationToken)
    {
        await RoundAsync(QuickLook, cancellationToken);
        return open;
    }

    private async Task<int> RoundAsync(TimeSpan look, CancellationToken cancellationToken)
    {
        var (changed, position) = await changes.DrainAsync(cancellationToken);
        open.Add(changed);
        var compared = open.Count;
        await context.AppliedAsync(source, position, look, cancellationToken);
        open = await comparison.DifferencesAsync(source, target, open, cancellationToken);
        return compared;
    }

    private static List<Sum> Difference(IReadOnlyList<Sum> all, IReadOnlyList<Sum> some) => [.. all.Zip(some, (one, other) => one - other)];
}
