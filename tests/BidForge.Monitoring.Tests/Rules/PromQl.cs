using System.Text.RegularExpressions;

namespace BidForge.Monitoring.Tests.Rules;

/// <summary>What an expression names.</summary>
internal static partial class PromQl
{
    private static readonly HashSet<string> Words = new(
        ["and", "or", "unless", "bool", "offset", "by", "without", "on", "ignoring", "group_left", "group_right", "inf", "nan"], StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<string> Metrics(string expression)
    {
        var bare = Grouping().Replace(Ranges().Replace(Matchers().Replace(expression, " "), " "), " ");
        return Names().Matches(bare).Select(match => match.Value).Where(name => !Words.Contains(name)).Distinct(StringComparer.Ordinal);
    }

    /// <summary>The series, each with its matchers.</summary>
    public static IEnumerable<string> Selectors(string expression) => Series().Matches(Grouping().Replace(Ranges().Replace(expression, " "), " "))
        .Select(match => match.Value).Where(selector => !Words.Contains(selector)).Distinct(StringComparer.Ordinal);

    /// <summary>The labels that it sums up by.</summary>
    public static IEnumerable<string> Grouped(string expression) => Grouping().Matches(expression).Where(match => match.Groups[1].Value is "by")
        .SelectMany(match => match.Groups[2].Value.Split(',', StringSplitOptions.TrimEntries)).Distinct(StringComparer.Ordinal);

    [GeneratedRegex(@"\{(""[^""]*""|[^""}])*\}")]
    private static partial Regex Matchers();

    [GeneratedRegex(@"\[[^\]]*\]")]
    private static partial Regex Ranges();

    [GeneratedRegex(@"\b(by|without|on|ignoring|group_left|group_right)\s*\(([^)]*)\)")]
    private static partial Regex Grouping();

    // A name before a parenthesis is a function; what comes after a digit is a unit.
    [GeneratedRegex(@"(?<![\w:$.])[a-zA-Z_][\w:]*(?![\w:]*\s*\()")]
    private static partial Regex Names();

    [GeneratedRegex(@"(?<![\w:$.])[a-zA-Z_][\w:]*(?![\w:]*\s*\()(\{(""[^""]*""|[^""}])*\})?")]
    private static partial Regex Series();
}
