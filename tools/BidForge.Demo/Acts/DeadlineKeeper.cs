using BidForge.Demo.Api;
using BidForge.Demo.Cast;

namespace BidForge.Demo.Acts;

/// <summary>
/// While bids still come in, moves deadlines that are near by an addendum, as a contractor would who hears that its bidders need more time.
/// So a slow machine, or a server that is killed meanwhile, delays the play and does not spoil it.
/// </summary>
internal sealed class DeadlineKeeper : IAsyncDisposable
{
    private static readonly TimeSpan Near = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Extension = TimeSpan.FromSeconds(45);

    private readonly CancellationTokenSource stop;
    private readonly Task keeping;

    public DeadlineKeeper(Act act, CancellationToken ct)
    {
        stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        keeping = KeepAsync(act, stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        try
        {
            await keeping;
        }
        catch (OperationCanceledException)
        {
        }
        stop.Dispose();
    }

    private static async Task KeepAsync(Act act, CancellationToken ct)
    {
        while (true)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), act.Time, ct);
            var now = act.Time.GetUtcNow();
            var near = act.World.Packages.Where(package => package.Project.Role.Stage is not Stage.Bidding && package.DueAt < now + Near).ToList();
            // Each extension is finished once begun: one that was sent and not counted would spoil the comparison at the end.
            await Parallel.ForEachAsync(near, CancellationToken.None, async (package, token) => await ExtendAsync(package, now + Near + Extension, token));
            if (near.Count > 0)
                act.Log.Say($"{near.Count} deadlines extended by addendum");
        }
    }

    private static async Task ExtendAsync(StagedPackage package, DateTimeOffset dueAt, CancellationToken ct)
    {
        var issued = await package.Contractor.Api.PostAsync($"/packages/{package.Id}/addenda", new { title = "More time to bid", text = "The due time moves.", dueAt }, ct);
        package.DueAt = issued.Time("dueAt");
        Interlocked.Increment(ref package.AddendaCount);
    }
}
