using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace BidForge.Kubernetes.Tests.Rendering;

/// <summary>YAML as the JSON that a cluster is sent.</summary>
internal static class Yaml
{
    public static IReadOnlyList<JsonObject> ReadAll(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return [.. stream.Documents.Select(document => Read(document.RootNode)).OfType<JsonObject>()];
    }

    private static JsonNode? Read(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(entry => KeyValuePair.Create(((YamlScalarNode)entry.Key).Value!, Read(entry.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Read)]),
        YamlScalarNode scalar => Read(scalar),
        _ => throw new InvalidDataException($"{node.GetType().Name} at {node.Start} is nothing that JSON has."),
    };

    private static JsonNode? Read(YamlScalarNode scalar) => (scalar.Style, scalar.Value) switch
    {
        (not ScalarStyle.Plain, var text) => JsonValue.Create(text),
        (_, null or "" or "null" or "~") => null,
        (_, "true") => JsonValue.Create(true),
        (_, "false") => JsonValue.Create(false),
        (_, var text) when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        (_, var text) => JsonValue.Create(text),
    };
}
