using System.Text;

namespace BidForge.Bids.Leveling.Export;

/// <summary>How wide words are in Helvetica, by Adobe's metrics (the bold is set by the same ones, with a little room).</summary>
internal static class Helvetica
{
    // Thousandths of the size for the characters 32 to 126.
    private static readonly short[] Widths =
    [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
        1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
        333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ];

    // Plain letters for U+0100 to U+017F (Latin Extended-A). Processes run without culture data, so that normalising a text changes nothing.
    private const string ExtendedA = "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlLlLlNnNnNnnNnOoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";

    public static double Width(string text, double size) => text.Sum(letter => letter is >= ' ' and <= '~' ? Widths[letter - ' '] : 600) * size / 1000;

    /// <summary>In Latin-1, on one line, cut to fit.</summary>
    public static string Fit(string text, double size, double room)
    {
        var line = Latin(text);
        if (Width(line, size) <= room)
            return line;
        while (line.Length > 0 && Width(line + "...", size) > room)
            line = line[..^1];
        return line.TrimEnd() + "...";
    }

    /// <summary>On two lines at most, broken between words.</summary>
    public static IEnumerable<string> Wrap(string text, double size, double room)
    {
        var first = text;
        while (Width(Latin(first), size) > room && first.LastIndexOf(' ') is > 0 and var space)
            first = first[..space];
        return first.Length == text.Length ? [text] : [first, text[(first.Length + 1)..]];
    }

    private static string Latin(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (letter is >= ' ' and <= '~' or >= '\u00a0' and <= '\u00ff') line.Append(letter);
            else if (char.IsWhiteSpace(letter) || char.IsControl(letter)) line.Append(' ');
            else line.Append(Plain(letter));
        }
        return line.ToString();
    }

    private static char Plain(char letter) => letter switch
    {
        '\u2018' or '\u2019' => '\'',
        '\u201c' or '\u201d' => '"',
        '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014' or '\u2212' => '-',
        >= '\u0100' and <= '\u017f' => ExtendedA[letter - '\u0100'],
        _ => '?',
    };
}
