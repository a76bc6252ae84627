using System.Collections.Concurrent;

namespace BidForge.Gateway.Limits;

/// <summary>Counts in this process alone while Redis is away: looser with every replica, but neither an outage nor an open door.</summary>
internal sealed class LocalLimiter(TimeProvider time)
{
    private const int MostKeys = 100_000;

    private readonly ConcurrentDictionary<string, Count> counts = new(StringComparer.Ordinal);

    public Verdict Take(ReadOnlySpan<Allowance> allowances)
    {
        if (counts.Count > MostKeys)
            counts.Clear();
        var now = time.GetUtcNow().UtcTicks / 10.0;
        Verdict? least = null;
        foreach (var allowance in allowances)
        {
            var count = counts.GetOrAdd(allowance.Key, _ => new());
            Verdict verdict;
            lock (count)
                verdict = Gcra.Count(allowance, now, ref count.FullAt);
            if (!verdict.Allowed)
                return verdict;
            if (least is null || verdict.Remaining < least.Value.Remaining)
                least = verdict;
        }
        return least!.Value;
    }

    private sealed class Count
    {
        public double FullAt;
    }
}
