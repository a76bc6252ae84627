using System.Text.Json;
using System.Text.Json.Nodes;

namespace BidForge.Kubernetes.Tests.Rendering;

/// <summary>Reading JSON by paths such as <c>spec/ports/0/name</c>; a key's own slash is written <c>~1</c> (RFC 6901).</summary>
internal static class Node
{
    public static JsonNode? At(this JsonNode? node, string path)
    {
        foreach (var step in path.Split('/'))
            node = node switch
            {
                JsonObject map => map[Unescape(step)],
                JsonArray list when int.TryParse(step, out var index) && index < list.Count => list[index],
                _ => null,
            };
        return node;
    }

    public static string Unescape(string step) => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    public static bool Has(this JsonNode? node, string path) => node.At(path) is not null;

    /// <summary>As text, whatever it is; null when there is nothing.</summary>
    public static string? Text(this JsonNode? node, string path) => node.At(path) is JsonValue value ? value.ToString() : null;

    public static long? Number(this JsonNode? node, string path) =>
        node.At(path) is JsonValue value && value.GetValueKind() is JsonValueKind.Number ? value.GetValue<long>() : null;

    public static bool? Flag(this JsonNode? node, string path) => node.At(path) is JsonValue value && value.GetValueKind() is JsonValueKind.True or JsonValueKind.False
        ? node.At(path)!.GetValue<bool>()
        : null;

    public static IReadOnlyList<JsonNode> List(this JsonNode? node, string path) => node.At(path) is JsonArray list ? [.. list.OfType<JsonNode>()] : [];

    public static IReadOnlyList<string> Texts(this JsonNode? node, string path) => [.. node.List(path).Select(item => item.ToString())];

    public static IReadOnlyDictionary<string, string> Map(this JsonNode? node, string path) => node.At(path) is JsonObject map
        ? map.ToDictionary(entry => entry.Key, entry => entry.Value?.ToString() ?? "", StringComparer.Ordinal)
        : new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Every object in it, itself included.</summary>
    public static IEnumerable<JsonObject> All(this JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(entry => entry.Value.All()).Prepend(map),
        JsonArray list => list.SelectMany(item => item.All()),
        _ => [],
    };
}
