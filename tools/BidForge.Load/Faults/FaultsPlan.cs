namespace BidForge.Load.Faults;

/// <param name="Rounds">Each has packages of its own and kills every victim once, in random order.</param>
/// <param name="Rate">Bids a second.</param>
/// <param name="Victims">Names of resources; of one with several replicas, one is killed.</param>
/// <param name="Gap">From one kill to the next, whether or not the first victim is back.</param>
public sealed record FaultsPlan(int Rounds, int Rate, IReadOnlyList<string> Victims, TimeSpan Gap)
{
    /// <summary>How long bids come in, in one round.</summary>
    public TimeSpan Load => Gap * (Victims.Count + 1) + TimeSpan.FromSeconds(3);
}

/// <summary>A system that starts again what is killed.</summary>
/// <param name="UntilHealthy">Waits until every part is healthy.</param>
public sealed record FaultsTarget(LoadTarget System, Func<CancellationToken, Task> UntilHealthy);

/// <summary>What a round, or all of them, came to.</summary>
/// <param name="Attempts">Requests sent, repetitions included.</param>
/// <param name="Acknowledged">Submits, revisions and withdrawals that were answered as accepted.</param>
/// <param name="Refused">Answered that they came after the deadline.</param>
/// <param name="Unanswered">Given up without an answer; their outcome is unknown.</param>
/// <param name="Odd">Other answers, by status and code.</param>
/// <param name="Lost">Acknowledged, and not there as acknowledged.</param>
/// <param name="Duplicated">There, and never acknowledged, or there twice.</param>
/// <param name="Late">Accepted at or after the due time.</param>
/// <param name="Events">Effects that acknowledged bids must have had on notifications, analytics and boards.</param>
/// <param name="EventsLost">Effects that are missing.</param>
/// <param name="EventsDoubled">Effects that nothing acknowledged explains.</param>
public sealed record FaultsCount(
    long Attempts, long Acknowledged, long Refused, long Unanswered, IReadOnlyDictionary<string, long> Odd,
    long Lost, long Duplicated, long Late, long Events, long EventsLost, long EventsDoubled)
{
    public bool IsGood => Lost is 0 && Duplicated is 0 && Late is 0 && EventsLost is 0 && EventsDoubled is 0;

    public static FaultsCount operator +(FaultsCount a, FaultsCount b) => new(
        a.Attempts + b.Attempts, a.Acknowledged + b.Acknowledged, a.Refused + b.Refused, a.Unanswered + b.Unanswered,
        a.Odd.Concat(b.Odd).GroupBy(odd => odd.Key).ToDictionary(group => group.Key, group => group.Sum(odd => odd.Value)),
        a.Lost + b.Lost, a.Duplicated + b.Duplicated, a.Late + b.Late, a.Events + b.Events, a.EventsLost + b.EventsLost, a.EventsDoubled + b.EventsDoubled);
}

/// <param name="Kills">What was killed when, in seconds since the round's first bid.</param>
public sealed record FaultsRound(IReadOnlyList<string> Kills, FaultsCount Count);

public sealed record FaultsResult(FaultsCount Total, IReadOnlyList<FaultsRound> Rounds)
{
    /// <summary>Nothing lost, doubled or late, and something was at stake.</summary>
    public bool IsGood => Total.IsGood && Total.Acknowledged > 0;
}
