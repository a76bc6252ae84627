using System.Text.Json.Nodes;
using BidForge.Kubernetes.Tests.Rendering;

namespace BidForge.Kubernetes.Tests.Fixtures;

/// <summary>
/// What breaks one rule: production as it is rendered, but for a change. In the files beside this one, by rule: an object's kind and name (up to a *), and what becomes of which path
/// (null takes it away, - adds to a list); <c>add</c> brings an object along, <c>remove</c> takes some away.
/// </summary>
internal sealed record Fixture(string Rule, JsonObject Change)
{
    public static IReadOnlyList<Fixture> All { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(Kubectl.Root, "tests", "BidForge.Kubernetes.Tests", "Fixtures"), "*.yaml").Order(StringComparer.Ordinal)
            .SelectMany(file => Yaml.ReadAll(File.ReadAllText(file)).Single()).Select(entry => new Fixture(entry.Key, (JsonObject)entry.Value!)),
    ];

    public World Break(World good)
    {
        var objects = good.Objects.Select(it => (JsonObject)it.Json.DeepClone()).ToList();
        foreach (var (key, change) in Change)
            switch (key)
            {
                case "add":
                    objects.Add((JsonObject)change!.DeepClone());
                    break;
                case "remove":
                    foreach (var name in change!.AsArray())
                        objects.Remove(Find(objects, name!.ToString()));
                    break;
                default:
                    foreach (var (path, value) in (JsonObject)change!)
                        Set(Find(objects, key), path, value?.DeepClone());
                    break;
            }
        return new World(objects);
    }

    private JsonObject Find(List<JsonObject> objects, string name) => objects.FirstOrDefault(it => new KubeObject(it).ToString() is var full
        && (full == name || name.EndsWith('*') && full.StartsWith(name[..^1], StringComparison.Ordinal))) ?? throw new InvalidDataException($"{Rule}: there is no {name} to change.");

    private void Set(JsonNode node, string path, JsonNode? value)
    {
        var steps = path.Split('/').Select(Node.Unescape).ToList();
        foreach (var step in steps[..^1])
            node = node switch
            {
                JsonArray list => list[int.Parse(step)]!,
                JsonObject map when map[step] is { } inner => inner,
                JsonObject map => map[step] = new JsonObject(),
                _ => throw new InvalidDataException($"{Rule}: nothing is at {path}."),
            };
        switch (node)
        {
            case JsonArray list when steps[^1] is "-":
                list.Add(value);
                break;
            case JsonArray list when value is null:
                list.RemoveAt(int.Parse(steps[^1]));
                break;
            case JsonArray list:
                list[int.Parse(steps[^1])] = value;
                break;
            case JsonObject map when value is null:
                if (!map.Remove(steps[^1]))
                    throw new InvalidDataException($"{Rule}: there is no {path} to take away.");
                break;
            case JsonObject map:
                map[steps[^1]] = value;
                break;
        }
    }
}
