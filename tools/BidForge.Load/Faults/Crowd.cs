using System.Threading.Channels;
using BidForge.Load.Staging;

namespace BidForge.Load.Faults;

/// <summary>Bidders who come at an even rate until the deadline, and a moment longer; each stays until it has an answer.</summary>
internal static class Crowd
{
    private const int AtOnce = 192;
    private static readonly TimeSpan After = TimeSpan.FromSeconds(1);

    public static async Task BidAsync(Uri gateway, Arena arena, Ledger ledger, DateTimeOffset begin, int rate, DateTimeOffset giveUp, CancellationToken ct)
    {
        var arriving = Channel.CreateUnbounded<long>();
        var clients = Enumerable.Range(0, AtOnce).Select(_ => Task.Run(async () =>
        {
            using var bidder = new Bidder(gateway, ledger, giveUp);
            await foreach (var number in arriving.Reader.ReadAllAsync(ct))
            {
                var (trader, lot) = arena.Pair(number);
                await bidder.BidAsync(number, trader, lot, ct);
            }
        }, ct)).ToList();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        var end = arena.Lots[0].DueAt + After;
        for (var next = 0L; TimeProvider.System.GetUtcNow() is var now && now < end; await tick.WaitForNextTickAsync(ct))
            for (var due = Math.Min(arena.Capacity, (long)((now - begin).TotalSeconds * rate)); next < due; next++)
                arriving.Writer.TryWrite(next);
        arriving.Writer.Complete();
        await Task.WhenAll(clients);
    }
}
