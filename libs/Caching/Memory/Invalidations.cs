using System.Collections.Concurrent;

namespace BidForge.Caching.Memory;

/// <summary>
/// Remembers in which order values were begun and removed in this process. A value is stale when its key, one of its tags or everything
/// was removed after the moment its making began.
/// </summary>
internal sealed class Invalidations
{
    // Past this many names everything is removed instead: forgetting a removal would serve stale values.
    private const int MostNames = 100_000;

    private readonly ConcurrentDictionary<string, long> _removed = new(StringComparer.Ordinal);
    private long _now;
    private long _everything;

    /// <summary>The present moment. Take it before reading anything that the value is made from.</summary>
    public long Now => Interlocked.Read(ref _now);

    public void Remove(string name)
    {
        if (_removed.Count >= MostNames) RemoveEverything();
        var moment = Interlocked.Increment(ref _now);
        _removed.AddOrUpdate(name, moment, (_, earlier) => Math.Max(earlier, moment));
    }

    public void RemoveEverything()
    {
        Interlocked.Exchange(ref _everything, Interlocked.Increment(ref _now));
        _removed.Clear();
    }

    /// <summary>Whether what was begun at <paramref name="moment"/> may still be served.</summary>
    public bool IsCurrent(IReadOnlyList<string> names, long moment)
    {
        if (Interlocked.Read(ref _everything) > moment) return false;
        foreach (var name in names)
            if (_removed.TryGetValue(name, out var removed) && removed > moment) return false;
        return true;
    }
}
