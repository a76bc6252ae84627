namespace BidForge.Caching.Redis;

/// <summary>Removals that Redis has not been told of yet.</summary>
internal sealed class PendingRemovals
{
    // Past this many, removing everything is cheaper than remembering each.
    private const int Most = 10_000;

    private readonly Lock _lock = new();
    private HashSet<string> _names = new(StringComparer.Ordinal);

    public bool IsEmpty
    {
        get
        {
            lock (_lock) return _names.Count == 0;
        }
    }

    public void Add(IEnumerable<string> names)
    {
        lock (_lock)
        {
            _names.UnionWith(names);
            if (_names.Count > Most) _names = new(StringComparer.Ordinal) { CacheKey.OfTag(CacheKey.EverythingTag) };
        }
    }

    public IReadOnlyCollection<string> Take()
    {
        lock (_lock)
        {
            if (_names.Count == 0) return [];
            var taken = _names;
            _names = new(StringComparer.Ordinal);
            return taken;
        }
    }
}
