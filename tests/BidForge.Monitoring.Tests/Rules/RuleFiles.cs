using BidForge.Monitoring.Tests.Support;
using YamlDotNet.Serialization;

namespace BidForge.Monitoring.Tests.Rules;

/// <param name="Alert">Null where it records.</param>
/// <param name="Record">Null where it alerts.</param>
/// <param name="For">How long it must be so before it alerts.</param>
internal sealed record Rule(string File, string? Alert, string? Record, string Expression, string? For, string? Severity, string? Summary, string? Runbook);

/// <summary>What the PrometheusRule objects and their cases say.</summary>
internal static class RuleFiles
{
    private static readonly IDeserializer Yaml = new DeserializerBuilder().Build();

    public static IReadOnlyList<Rule> All { get; } = [.. Directory.GetFiles(Repository.Rules, "*.yaml").Order(StringComparer.Ordinal).SelectMany(Read)];

    public static IEnumerable<Rule> Alerts => All.Where(rule => rule.Alert is not null);

    /// <summary>Each check of a case file: the alert that it is about, and whether it must fire.</summary>
    public static IReadOnlyList<(string Alert, bool Fires)> Checks { get; } =
    [
        .. from file in Directory.GetFiles(Repository.Cases, "*.yaml")
           from test in List(Load(file), "tests")
           from check in List(test, "alert_rule_test")
           select ((string)Map(check)["alertname"], List(check, "exp_alerts").Count > 0),
    ];

    private static IEnumerable<Rule> Read(string file) =>
        from rules in List(Map(Load(file))["spec"], "groups").Select(set => List(set, "rules"))
        from rule in rules
        select new Rule(
            Path.GetFileName(file), Text(rule, "alert"), Text(rule, "record"), Text(rule, "expr")!,
            Text(rule, "for"), Text(rule, "labels", "severity"), Text(rule, "annotations", "summary"), Text(rule, "annotations", "runbook_url"));

    private static object Load(string file) => Yaml.Deserialize<object>(File.ReadAllText(file));

    private static Dictionary<object, object> Map(object node) => (Dictionary<object, object>)node;

    private static List<object> List(object node, string name) => (List<object>)Map(node)[name];

    private static string? Text(object node, params string[] path) =>
        !Map(node).TryGetValue(path[0], out var value) ? null : path.Length is 1 ? (string)value : Text(value, path[1..]);
}
