using System.Globalization;
using BidForge.Load.Staging;

namespace BidForge.Load.Faults;

/// <summary>
/// Parts of a running system are killed while bids come in; every client sends again, with the same key, until it has an answer.
/// At the end everything that was acknowledged is looked for, and everything that is there must have been acknowledged.
/// </summary>
public static class FaultsRun
{
    private const int Lots = 40;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task<FaultsResult> RunAsync(FaultsTarget target, FaultsPlan plan, Action<string> say, CancellationToken ct)
    {
        var bidders = (int)(plan.Rate * (plan.Load.TotalSeconds + 2) / Lots) + 1;
        say($"{bidders} companies register");
        var people = await Arena.RegisterAsync(target.System, bidders, null, ct);
        var rounds = new List<FaultsRound>();
        for (var number = 1; number <= plan.Rounds; number++)
        {
            if (number > 1)
                people = await AgainAsync(target.System, people, ct);
            rounds.Add(await RoundAsync(target, plan, people, text => say($"round {number}: {text}"), ct));
            say(string.Create(CultureInfo.InvariantCulture, $"round {number}: {Words(rounds[^1].Count)}"));
        }
        return new(rounds.Select(round => round.Count).Aggregate((sum, count) => sum + count), rounds);
    }

    /// <summary>One line for people.</summary>
    public static string Words(FaultsCount count) => string.Create(
        CultureInfo.InvariantCulture,
        $"{count.Attempts} attempts, {count.Acknowledged} acknowledged, {count.Refused} refused as late, {count.Unanswered} unanswered; "
        + $"{count.Lost} lost, {count.Duplicated} duplicated, {count.Late} late; of {count.Events} effects of events {count.EventsLost} lost, {count.EventsDoubled} doubled");

    private static async Task<FaultsRound> RoundAsync(FaultsTarget target, FaultsPlan plan, People people, Action<string> say, CancellationToken ct)
    {
        var (arena, begin) = await Arena.PostInTimeAsync(target.System, people, Lots, plan.Load, ct);
        var ledger = new Ledger();
        var crowd = Crowd.BidAsync(target.System.Gateway, arena, ledger, begin, plan.Rate, begin + plan.Load + Patience, ct);
        var kills = await Killer.KillAsync(target, plan, begin, say, ct);
        await crowd;
        say("waiting until everything is healthy again");
        await target.UntilHealthy(ct);
        say("opening and comparing");
        return new(kills, await Comparison.RunAsync(target.System, arena, ledger, ct));
    }

    /// <summary>Access tokens end after minutes: everybody logs in again.</summary>
    private static async Task<People> AgainAsync(LoadTarget target, People people, CancellationToken ct)
    {
        var bidders = people.Bidders.ToArray();
        await Parallel.ForAsync(0, bidders.Length, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = ct }, async (number, token) =>
            bidders[number] = await Registration.AgainAsync(target.Gateway, bidders[number], token));
        return people with { Bidders = bidders };
    }
}
