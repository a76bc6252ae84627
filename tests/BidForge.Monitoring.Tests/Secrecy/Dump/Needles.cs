using System.Buffers;
using System.Text;

namespace BidForge.Monitoring.Tests.Secrecy.Dump;

/// <summary>Values that were planted, in every writing that they could lie around in: as text, in UTF-16, in hex, and in base64 at each of its three alignments.</summary>
internal sealed class Needles
{
    // More at once than this, and the search is done by a far slower method.
    private const int AtOnce = 60;

    private readonly Dictionary<string, string> writings = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<SearchValues<string>> searches;

    public Needles(params IEnumerable<string> values)
    {
        foreach (var value in values)
            foreach (var (writing, how) in WritingsOf(value))
                writings[writing] = $"{value} ({how})";
        searches = [.. writings.Keys.Chunk(AtOnce).Select(some => SearchValues.Create(some, StringComparison.Ordinal))];
        Longest = writings.Keys.Max(writing => writing.Length);
    }

    public int Longest { get; }

    /// <summary>The first that is in the text, and how it is written there; null when none is.</summary>
    /// <param name="text">A byte a character.</param>
    public string? FindIn(ReadOnlySpan<char> text)
    {
        foreach (var search in searches)
            if (text.IndexOfAny(search) is >= 0 and var at)
                foreach (var (writing, what) in writings)
                    if (text[at..].StartsWith(writing, StringComparison.Ordinal))
                        return what;
        return null;
    }

    private static IEnumerable<(string Writing, string How)> WritingsOf(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        yield return (Encoding.Latin1.GetString(bytes), "text");
        yield return (Encoding.Latin1.GetString(Encoding.Unicode.GetBytes(value)), "UTF-16");
        yield return (Convert.ToHexString(bytes), "hex");
        yield return (Convert.ToHexStringLower(bytes), "hex");
        for (var before = 0; before < 3; before++)
        {
            var text = Convert.ToBase64String([.. new byte[before], .. bytes]).TrimEnd('=');
            // The characters that also hold bits of what stands before and after are left out.
            var first = (before * 8 + 5) / 6;
            var last = (before + bytes.Length) * 8 / 6;
            yield return (text[first..last], "base64");
            yield return (text[first..last].Replace('+', '-').Replace('/', '_'), "base64url");
        }
    }
}
