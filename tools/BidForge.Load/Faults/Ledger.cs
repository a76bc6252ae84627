using System.Collections.Concurrent;
using BidForge.Load.Staging;

namespace BidForge.Load.Faults;

/// <summary>An acceptance as the bidder has it in hand.</summary>
/// <param name="DocumentHash">From the receipt, lower-case hex.</param>
internal sealed record LedgerAct(Guid BidId, int Revision, string Kind, DateTimeOffset AcceptedAt, DateTimeOffset DueAt, decimal Total, string DocumentHash);

/// <summary>What the bidders know, kept apart from the marketplace.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentQueue<(Lot Lot, LedgerAct Act)> acts = new();
    private readonly ConcurrentDictionary<string, long> odd = new();
    private long attempts, refused, unanswered;

    public IReadOnlyCollection<(Lot Lot, LedgerAct Act)> Acts => acts;

    /// <summary>The last act on each bid.</summary>
    public Dictionary<Guid, LedgerAct> Latest() => acts.GroupBy(entry => entry.Act.BidId).ToDictionary(bid => bid.Key, bid => bid.Select(entry => entry.Act).MaxBy(act => act.Revision)!);

    public void Attempt() => Interlocked.Increment(ref attempts);

    public void Accept(Lot lot, LedgerAct act) => acts.Enqueue((lot, act));

    public void Refuse(int status, string code)
    {
        if (code is "bid.deadline-passed")
            Interlocked.Increment(ref refused);
        else
            odd.AddOrUpdate($"{status} {code}", 1, (_, count) => count + 1);
    }

    public void GiveUp() => Interlocked.Increment(ref unanswered);

    public FaultsCount Count(long lost, long duplicated, long late, long events, long eventsLost, long eventsDoubled) =>
        new(attempts, acts.Count, refused, unanswered, odd.ToDictionary(), lost, duplicated, late, events, eventsLost, eventsDoubled);
}
