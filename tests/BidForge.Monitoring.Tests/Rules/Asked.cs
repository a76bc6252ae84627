using System.Text.RegularExpressions;

namespace BidForge.Monitoring.Tests.Rules;

/// <summary>A query as it can be put to a Prometheus that watches a system without trouble.</summary>
/// <param name="Where">File, and the panel or rule in it.</param>
/// <param name="Labels">What each answer must carry, since it is summed up by it or its legend shows it.</param>
internal sealed partial record Asked(string Where, string Expression, IReadOnlySet<string> Labels)
{
    /// <summary>What there is in trouble only, what is looked for instead, and why.</summary>
    public static IReadOnlyList<(string InTrouble, string Instead, string Reason)> Substitutes { get; } =
    [
        ("status_code=~\"5..\"", "status_code=~\"2..\"", "no request fails here"),
        ("db_client_connections_waiting{job=\"bid\"}", $"db_client_connections_waiting{{job=\"{Watched.Crowded}\"}}", "nobody waits for a connection of the bid service"),
        ("queue=~\".*_(error|skipped)\"", "queue!~\".*_(error|skipped)\"", "a queue for what could not be handled is made for the first such message"),
    ];

    /// <summary>All of dashboards and rules, but for those that ask for what outside programs export.</summary>
    public static IReadOnlyList<Asked> All { get; } =
    [
        .. Dashboards.Queries.Select(query => Of($"{query.File}: {query.Panel}", Filled(query.Expression), query.Legend)),
        .. RuleFiles.All.Select(rule => Of($"{rule.File}: {rule.Alert ?? rule.Record}", rule.Alert is null ? rule.Expression : Comparisons().Replace(rule.Expression, " "), "")),
    ];

    /// <summary>What Grafana would fill in.</summary>
    public static string Filled(string expression) => expression
        .Replace("$__rate_interval", "5m", StringComparison.Ordinal)
        .Replace("job=\"$job\"", $"job!=\"{Watched.Crowded}\"", StringComparison.Ordinal);

    public bool IsAnsweredFromOutside => PromQl.Metrics(Expression).Any(OutsideMetrics.All.ContainsKey);

    /// <summary>Each series that it names must be there: of a sum or an "or" the rest alone would be an answer.</summary>
    public IEnumerable<Asked> Parts => PromQl.Selectors(Expression).Select(selector => new Asked(Where, selector, new HashSet<string>()));

    public bool IsAnsweredBy(IReadOnlyList<IReadOnlySet<string>> series) => series.Any(Labels.IsSubsetOf);

    private static Asked Of(string where, string expression, string legend) => new(
        where, Substitutes.Aggregate(expression, (text, substitute) => text.Replace(substitute.InTrouble, substitute.Instead, StringComparison.Ordinal)),
        // Quantiles are taken over the buckets, so no answer has their bounds.
        PromQl.Grouped(expression).Concat(Shown().Matches(legend).Select(match => match.Groups[1].Value)).Where(label => label is not "le").ToHashSet(StringComparer.Ordinal));

    // An alert is silent where nothing is wrong: without its limits it says what it looks at.
    [GeneratedRegex(@"\s*([<>]=?|==|!=)\s*\d[\d.]*(\s*\*\s*\d[\d.]*)*")]
    private static partial Regex Comparisons();

    [GeneratedRegex(@"\{\{\s*(\w+)\s*\}\}")]
    private static partial Regex Shown();
}
