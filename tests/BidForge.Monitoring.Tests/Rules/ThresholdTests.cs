using System.Globalization;
using System.Text.RegularExpressions;
using BidForge.Monitoring.Tests.Support;

namespace BidForge.Monitoring.Tests.Rules;

/// <summary>The table of alerts in docs/operations.md says what the rules say.</summary>
public sealed partial class ThresholdTests
{
    private static readonly Dictionary<string, string[]> Table = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "operations.md"))
        .Where(line => line.Contains("](runbooks/", StringComparison.Ordinal) && line.StartsWith("| ", StringComparison.Ordinal))
        .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries)).ToDictionary(cells => cells[0], StringComparer.Ordinal);

    public static TheoryData<string> Alerts => [.. RuleFiles.Alerts.Select(rule => rule.Alert!)];

    [Fact]
    public void Every_alert_is_in_the_table_and_nothing_else() => Assert.Equal(Alerts.Select(alert => alert.Data).Order(StringComparer.Ordinal), Table.Keys.Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Alerts))]
    public void Every_number_of_a_rule_is_in_its_row_and_no_other(string alert)
    {
        var (rule, cells) = (RuleFiles.Alerts.Single(rule => rule.Alert == alert), Table[alert]);
        Assert.Equal(InRule(rule), Numbers(Written().Matches(cells[2])));
        Assert.Equal(rule.Severity, cells[1]);
        Assert.True(cells[3].Length > 20, "The first thing to do is not said.");
        Assert.Equal($"[runbook](runbooks/{alert}.md)", cells[4]);
    }

    // What is compared with, what it is looked at over, and how long it must last; seconds, and parts of one.
    private static List<decimal> InRule(Rule rule) => Sorted(Compared().Matches(rule.Expression)
        .Select(match => match.Groups[1].Value.Split('*').Select(factor => Number(factor.Trim())).Aggregate((one, other) => one * other))
        .Concat(Numbers(Windows().Matches(rule.Expression))).Concat(Numbers(Duration().Matches(rule.For!))));

    private static List<decimal> Numbers(IEnumerable<Match> matches) => Sorted(matches.Select(match => Number(match.Groups[1].Value) * match.Groups[2].Value switch
    {
        "%" => 0.01m,
        "m" or "min" => 60,
        "h" => 3600,
        "d" => 86400,
        _ => 1,
    }));

    private static List<decimal> Sorted(IEnumerable<decimal> numbers) => [.. numbers.Distinct().Order()];

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?:[<>]=?|==) *([\d.]+(?: *\* *[\d.]+)*)")]
    private static partial Regex Compared();

    [GeneratedRegex(@"(?:\[|ratio_rate|ratio)(\d+)([smhd])")]
    private static partial Regex Windows();

    [GeneratedRegex(@"(\d+)([smhd])")]
    private static partial Regex Duration();

    [GeneratedRegex(@"(\d+(?:\.\d+)?)(?: (%|s|min|h|d)(?![a-z]))?")]
    private static partial Regex Written();
}
