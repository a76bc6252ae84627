using System.Globalization;
using System.Text;

namespace BidForge.Files.Uploads;

/// <summary>Makes a name that can be shown and saved anywhere from whatever a client sends.</summary>
internal static class FileName
{
    public const int Longest = 200;

    /// <summary>
    /// The last part of a path, without control and direction characters (which make names look like others), shortened before its extension. Empty when nothing is left.
    /// </summary>
    public static string Clean(string? given)
    {
        var last = (given ?? "").Split('/', '\\')[^1];
        var kept = new StringBuilder(last.Length);
        foreach (var rune in last.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse) && rune != Rune.ReplacementChar)
                kept.Append(rune);
        }
        var name = kept.ToString().Trim().TrimEnd('.').Trim();
        return Shorten(name.TrimStart('.'));
    }

    private static string Shorten(string name)
    {
        if (name.Length <= Longest)
            return name;
        var extension = Path.GetExtension(name);
        if (extension.Length > 20)
            extension = "";
        var end = Longest - extension.Length;
        if (char.IsLowSurrogate(name[end]))
            end--;
        return name[..end].TrimEnd() + extension;
    }
}
