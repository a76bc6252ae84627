using BidForge.Load.Measuring;

namespace BidForge.Load.Faults;

/// <summary>
/// What acknowledged bids must have brought about by events: a notification for each act, a fact in analytics and a line on the bidder's board for each bid.
/// Effects come late, and are waited for as long as they still come, or events wait in an outbox: those are late and not lost.
/// The patience is longer than a bus was seen to take back to a broker that was away (docs/performance.md).
/// </summary>
internal sealed record Effects(long Expected, long Lost, long Doubled)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);
    private static readonly TimeSpan MostPatience = TimeSpan.FromMinutes(7);

    public static async Task<Effects> WaitAsync(LoadTarget target, Guid[] packages, Ledger ledger, CancellationToken ct)
    {
        var best = long.MaxValue;
        var last = TimeProvider.System.GetUtcNow() + MostPatience;
        for (var giveUp = TimeProvider.System.GetUtcNow() + Patience; ; await Task.Delay(500, ct))
        {
            var effects = await CountAsync(target, packages, ledger, ct);
            if (effects.Lost is 0 || TimeProvider.System.GetUtcNow() > giveUp)
                return effects;
            if (effects.Lost < best || TimeProvider.System.GetUtcNow() + Patience < last && await Backlog.CountAsync(target, ct) > 0)
                (best, giveUp) = (effects.Lost, TimeProvider.System.GetUtcNow() + Patience);
        }
    }

    private static async Task<Effects> CountAsync(LoadTarget target, Guid[] packages, Ledger ledger, CancellationToken ct)
    {
        var latest = ledger.Latest();
        var notified = await Rows.ReadAsync(
            target.Databases["notification"], "select source from notifications where package_id = any ($1) and source like 'bid:%'", packages, row => row.GetString(0), ct);
        var facts = await Rows.ReadAsync(
            target.Databases["analytics"], "select bid_id, withdrawn from bids where package_id = any ($1)", packages, row => (row.GetGuid(0), row.GetBoolean(1)), ct);
        var board = await Rows.OfShardsAsync(
            target, "select bid_id, revision, status from board where package_id = any ($1)", packages, row => (row.GetGuid(0), row.GetInt32(1), row.GetString(2)), ct);
        return Compare(ledger.Acts.Select(entry => $"bid:{entry.Act.BidId}:{entry.Act.Revision}:{entry.Act.Kind}"), notified)
            + Compare(latest.Values.Select(act => (act.BidId, act.Kind is "withdrawn")), facts)
            + Compare(latest.Values.Select(act => (act.BidId, act.Revision, act.Kind is "withdrawn" ? "withdrawn" : "opened")), board);
    }

    private static Effects Compare<T>(IEnumerable<T> expected, List<T> found) where T : notnull
    {
        var left = expected.ToHashSet();
        var (all, doubled) = (left.Count, found.Count(effect => !left.Remove(effect)));
        return new(all, left.Count, doubled);
    }

    public static Effects operator +(Effects a, Effects b) => new(a.Expected + b.Expected, a.Lost + b.Lost, a.Doubled + b.Doubled);
}
