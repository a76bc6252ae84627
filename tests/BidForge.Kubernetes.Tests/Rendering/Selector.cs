using System.Text.Json.Nodes;

namespace BidForge.Kubernetes.Tests.Rendering;

/// <summary>matchLabels and matchExpressions.</summary>
internal static class Selector
{
    public static bool Matches(JsonNode? selector, IReadOnlyDictionary<string, string> labels) =>
        selector is not null
        && selector.Map("matchLabels").All(wanted => labels.GetValueOrDefault(wanted.Key) == wanted.Value)
        && selector.List("matchExpressions").All(expression => Matches(expression, expression.Text("key")!, labels));

    public static bool MatchesAll(IReadOnlyDictionary<string, string> wanted, IReadOnlyDictionary<string, string> labels) =>
        wanted.Count > 0 && wanted.All(entry => labels.GetValueOrDefault(entry.Key) == entry.Value);

    private static bool Matches(JsonNode expression, string key, IReadOnlyDictionary<string, string> labels) => expression.Text("operator") switch
    {
        "Exists" => labels.ContainsKey(key),
        "DoesNotExist" => !labels.ContainsKey(key),
        "In" => labels.TryGetValue(key, out var value) && expression.Texts("values").Contains(value),
        "NotIn" => !labels.TryGetValue(key, out var value) || !expression.Texts("values").Contains(value),
        var other => throw new InvalidDataException($"No selector has the operator {other}."),
    };
}
