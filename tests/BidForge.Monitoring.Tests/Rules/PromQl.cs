using System.Text.RegularExpressions;

namespace BidForge.Monitoring.Tests.Rules;

/// <summary>Which metrics an expression names.</summary>
internal static partial class PromQl
{
    private static readonly HashSet<string> Words = new(
        ["and", "or", "unless", "bool", "offset", "by", "without", "on", "ignoring", "group_left", "group_right", "inf", "nan"], StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<string> Metrics(string expression)
    {
        var bare = Grouping().Replace(Ranges().Replace(Matchers().Replace(expression, " "), " "), " ");
        return Names().Matches(bare).Select(match => match.Value).Where(name => !Words.Contains(name)).Distinct(StringComparer.Ordinal);
    }

    [GeneratedRegex(@"\{(""[^""]*""|[^""}])*\}")]
    private static partial Regex Matchers();

    [GeneratedRegex(@"\[[^\]]*\]")]
    private static partial Regex Ranges();

    [GeneratedRegex(@"\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)")]
    private static partial Regex Grouping();

    // A name before a parenthesis is a function; what comes after a digit is a unit.
    [GeneratedRegex(@"(?<![\w:$.])[a-zA-Z_][\w:]*(?![\w:]*\s*\()")]
    private static partial Regex Names();
}
