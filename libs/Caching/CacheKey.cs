namespace BidForge.Caching;

/// <summary>A key and what may remove its value.</summary>
internal sealed class CacheKey
{
    public const string EverythingTag = "*";

    private CacheKey(string key, IReadOnlyList<string> names) => (Key, Names) = (key, names);

    public string Key { get; }

    /// <summary>The names under which the value is removed: everything, its key, each tag; in a fixed order without repeats.</summary>
    public IReadOnlyList<string> Names { get; }

    public static CacheKey Of(string key, IEnumerable<string>? tags)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        return new CacheKey(key, [OfTag(EverythingTag), OfKey(key), .. (tags ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(OfTag)]);
    }

    public static string OfKey(string key) => "k:" + key;

    public static string OfTag(string tag) => "t:" + tag;
}
