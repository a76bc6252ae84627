using BidForge.Load.Measuring;
using BidForge.Load.Staging;
using BidForge.Load.Wire;

namespace BidForge.Load.Deadline;

/// <param name="Offered">Bids that were due to be sent.</param>
/// <param name="Refused">Refused for lateness, as they should be.</param>
/// <param name="Dropped">Not answered, or answered otherwise.</param>
/// <param name="All">Latency from the intended time over the whole run.</param>
/// <param name="Burst">The same over the time at the full rate, to the due time.</param>
/// <param name="LateAccepted">Accepted at or after the due time; must be 0.</param>
/// <param name="Missing">Acknowledged and not found at the opening with its total; must be 0.</param>
/// <param name="Unknown">Found at the opening and never acknowledged; must be 0.</param>
public sealed record DeadlineResult(
    MachineFacts Machine, string Through, int Rate, int Seconds, int Offered, int Accepted, int Refused, int Dropped, IReadOnlyDictionary<string, int> Answers,
    LatencySummary All, LatencySummary Burst, IReadOnlyDictionary<string, double> Cpu, int Packages, double OpeningSeconds, int LateAccepted, int Missing, int Unknown)
{
    public bool IsGood => Dropped is 0 && LateAccepted is 0 && Missing is 0 && Unknown is 0;
}

/// <summary>The minutes before a deadline: bids come faster and faster, then all packages are opened and compared with what was acknowledged.</summary>
public static class DeadlineBench
{
    private const int Lots = 400;
    private const int Connections = 128;

    public static async Task<DeadlineResult> RunAsync(
        LoadTarget target, int rate, int seconds, bool straight, double loadBefore, Action<string> say, CancellationToken ct)
    {
        var machine = await MachineFacts.ReadAsync(target, loadBefore, ct);
        var plan = ArrivalPlan.Of(rate, seconds);
        var bidders = plan.Length / Lots + 2;
        say($"{bidders} companies register, {Lots} packages are posted");
        var people = await Arena.RegisterAsync(target, bidders, null, ct);
        var (arena, first) = await Arena.PostInTimeAsync(target, people, Lots, TimeSpan.FromSeconds(seconds), ct);
        var address = straight ? target.Bids[0] : target.Gateway;
        await WarmUpAsync(arena, address, first, plan.Length, ct);

        say($"{plan.Length} bids, rising to {rate} a second");
        var cpu = CpuSplit.Start(target);
        var sent = await new OpenLoop(arena, address, Connections).RunAsync(plan, first, ct);
        var used = cpu.Stop();
        say("Packages are opened and compared");
        var opening = await Openings.CompareAsync(arena, sent, ct);
        return Summarize(machine, straight, rate, seconds, sent, used, opening);
    }

    private static DeadlineResult Summarize(
        MachineFacts machine, bool straight, int rate, int seconds, IReadOnlyList<Sent> sent, IReadOnlyDictionary<string, double> used, Compared opening)
    {
        var accepted = sent.Count(bid => bid.Status is 201);
        var refused = sent.Count(bid => bid.Code is "bid.deadline-passed");
        return new(
            machine, straight ? "service" : "gateway", rate, seconds, sent.Count, accepted, refused, sent.Count - accepted - refused,
            sent.GroupBy(bid => bid.Code.Length > 0 ? $"{bid.Status} {bid.Code}" : $"{bid.Status}").ToDictionary(group => group.Key, group => group.Count()),
            Latency(sent), Latency(sent.Where(bid => bid.IntendedAt >= seconds / 2.0 && bid.IntendedAt < seconds)), used,
            Lots, opening.Seconds, opening.Late, opening.Missing, opening.Unknown);
    }

    private static LatencySummary Latency(IEnumerable<Sent> sent)
    {
        var latencies = new Latencies();
        foreach (var bid in sent)
            latencies.Add(bid.Ticks);
        return Latencies.Summarize([latencies]);
    }

    /// <summary>Programs that have just started compile what they do often: reads, and a bid by the last bidder, which nobody else uses, on each package.</summary>
    private static async Task WarmUpAsync(Arena arena, Uri address, DateTimeOffset until, int used, CancellationToken ct)
    {
        using var connection = await WireConnection.OpenAsync(address, ct);
        for (var number = (long)used; number < arena.Capacity && TimeProvider.System.GetUtcNow() < until.AddSeconds(-2); number++)
        {
            var (bidder, lot) = arena.Pair(number);
            await connection.SendAsync(
                WireRequest.Write("POST", $"/packages/{lot.Id}/bids", bidder.Token, Guid.NewGuid().ToString(), null, "{\"scopeVersion\":1,\"lines\":[],\"alternates\":[],\"answers\":[],\"attachments\":[]}"), ct);
        }
    }
}
