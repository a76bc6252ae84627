using BidForge.Load.Deadline;
using BidForge.Load.Faults;
using BidForge.Load.Measuring;
using BidForge.Load.Staging;
using BidForge.Sharding;
using BidForge.Sharding.Map;
using BidForge.Sharding.Moves;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace BidForge.Load.Moving;

/// <param name="Rows">Moved, of all tables, and <paramref name="Bytes"/> of them.</param>
/// <param name="MoveSeconds">From the first step to the last row removed from the source.</param>
/// <param name="PauseMilliseconds">From the fence on the source to the new map, by the catalog's clock.</param>
/// <param name="During">Latency, from the intended time, of bids sent while slots moved; its longest is what a client saw of the pause.</param>
/// <param name="Otherwise">The same before and after.</param>
/// <param name="Lost">Acknowledged and not on the target; must be 0.</param>
/// <param name="Doubled">Acknowledged and on both shards, or twice on bidders' boards; must be 0.</param>
/// <param name="EventsLost">Acknowledged and on no board, or still waiting after a minute; must be 0.</param>
public sealed record MoveResult(
    MachineFacts Machine, int Bids, int Rate, long Rows, long Bytes, double MoveSeconds, double PauseMilliseconds, int Fences,
    LatencySummary During, LatencySummary Otherwise, int Sent, int Accepted, int Refused, int Lost, int Doubled, int EventsLost)
{
    public bool IsGood => Refused is 0 && Lost is 0 && Doubled is 0 && EventsLost is 0;
}

/// <summary>Moves the slots of busy contractors from the first shard to the second while bids on their packages come in.</summary>
public static class MoveBench
{
    private const int Lots = 44;
    private const int Contractors = 4;
    private const int Connections = 64;
    private const string From = "bid0";
    private const string To = "bid1";

    public static async Task<MoveResult> RunAsync(LoadTarget target, int bids, int rate, int seconds, double loadBefore, Action<string> say, CancellationToken ct)
    {
        var machine = await MachineFacts.ReadAsync(target, loadBefore, ct);
        var plan = Enumerable.Range(0, rate * seconds).Select(number => (double)number / rate).ToArray();
        var bidders = plan.Length / (Lots - Contractors) + 1;
        say($"{bidders} companies register, {Lots} packages are posted");
        var arena = await Arena.PostAsync(target, await Arena.RegisterAsync(target, bidders, From, ct), Lots, TimeProvider.System.GetUtcNow().AddHours(2), ct);
        say($"{bids} bids are put on {From}");
        foreach (var lot in arena.Lots.Take(Contractors))
            await Stuffing.FillAsync(target, From, arena.Bidders[0], lot, bids / Contractors, ct);

        var slots = arena.Lots.Select(lot => Slots.Of(lot.Contractor.CompanyId)).Distinct().ToList();
        say($"{rate} bids a second for {seconds} s, and slots {string.Join(", ", slots)} move from {From} to {To}");
        var loop = new OpenLoop(arena with { Lots = [.. arena.Lots.Skip(Contractors)] }, target.Gateway, Connections);
        var first = TimeProvider.System.GetUtcNow().AddSeconds(1);
        var sending = loop.RunAsync(plan, first, ct);
        await Task.Delay(TimeSpan.FromSeconds(5), ct);
        var started = (TimeProvider.System.GetUtcNow() - first).TotalSeconds;
        await using var shards = Connect(target);
        var move = await new Mover(shards, new MoveOptions(), new Quiet(), TimeProvider.System).MoveAsync(From, To, slots, ct);
        var ended = (TimeProvider.System.GetUtcNow() - first).TotalSeconds;
        say(ended > seconds ? $"The move took longer than the bids came: give more --seconds than {ended:0}." : "Moved; the rest of the bids come in");
        var sent = await sending;
        say("Rows and boards are compared with what was acknowledged");
        return await CompareAsync(target, machine, bids, rate, move, started, ended, sent, ct);
    }

    private static async Task<MoveResult> CompareAsync(
        LoadTarget target, MachineFacts machine, int bids, int rate, Move move, double started, double ended, IReadOnlyList<Sent> sent, CancellationToken ct)
    {
        var accepted = sent.Where(bid => bid.Status is 201).Select(bid => bid.BidId).ToArray();
        const string Here = "select bid_id from bids where bid_id = any ($1)";
        var there = await Rows.ReadAsync(target.Databases[To], Here, accepted, row => row.GetGuid(0), ct);
        var left = await Rows.ReadAsync(target.Databases[From], Here, accepted, row => row.GetGuid(0), ct);
        var boards = await BoardsAsync(target, accepted, ct);
        return new(
            machine, bids, rate, move.Rows, move.Bytes, (move.FinishedAt!.Value - move.StartedAt).TotalSeconds, move.PauseMilliseconds!.Value, move.Fences,
            Latency(sent.Where(bid => bid.IntendedAt >= started && bid.IntendedAt < ended)), Latency(sent.Where(bid => bid.IntendedAt < started || bid.IntendedAt >= ended)),
            sent.Count, accepted.Length, sent.Count - accepted.Length, accepted.Length - there.Count, left.Count + boards.Count - boards.Distinct().Count(),
            accepted.Except(boards).Count());
    }

    /// <summary>A bid comes to its bidder's board by an event; each is waited for.</summary>
    private static async Task<List<Guid>> BoardsAsync(LoadTarget target, Guid[] bids, CancellationToken ct)
    {
        var giveUp = TimeProvider.System.GetUtcNow().AddMinutes(1);
        while (true)
        {
            var boards = await Rows.OfShardsAsync(target, "select bid_id from board where bid_id = any ($1)", bids, row => row.GetGuid(0), ct);
            if (boards.Count >= bids.Length || TimeProvider.System.GetUtcNow() > giveUp)
                return boards;
            await Task.Delay(500, ct);
        }
    }

    private static LatencySummary Latency(IEnumerable<Sent> sent)
    {
        var latencies = new Latencies();
        foreach (var bid in sent)
            latencies.Add(bid.Ticks);
        return Latencies.Summarize([latencies]);
    }

    private static ShardSet Connect(LoadTarget target) => new(
        new ConfigurationBuilder().AddInMemoryCollection(target.Databases.Select(database => KeyValuePair.Create($"ConnectionStrings:{database.Key}", (string?)database.Value))).Build(),
        new("bid", "bidcatalog"), Options.Create(new ShardingOptions()), "bidforge bench");

    private sealed class Quiet : IMoveWatcher
    {
        public Task ReachedAsync(Move move, string point) => Task.CompletedTask;

        public void Report(MoveProgress progress)
        {
        }
    }
}
