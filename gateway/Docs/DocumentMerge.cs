using System.Text.Json.Nodes;

namespace BidForge.Gateway.Docs;

/// <summary>
/// Makes one OpenAPI document of many. Components of one name and one meaning become one; where two services mean different things by
/// a name, the later one's is called by service and name, and every reference in its part follows.
/// </summary>
internal static class DocumentMerge
{
    private const string Components = "#/components/";

    public static JsonObject Merge(IEnumerable<ServiceDocument> documents, IReadOnlyList<string> missing)
    {
        var merged = new JsonObject
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject
            {
                ["title"] = "BidForge",
                ["version"] = "v1",
                ["description"] = missing.Count is 0
                    ? "A marketplace for construction bids. Log in at /api/v1/auth/login and send the access token as a bearer token."
                    : $"Incomplete: {string.Join(", ", missing)} could not be asked.",
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
            ["paths"] = new JsonObject(),
            ["components"] = new JsonObject(),
        };
        var tags = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var document in documents)
            Add(merged, document, tags);
        merged["tags"] = new JsonArray([.. tags.Select(tag => new JsonObject { ["name"] = tag })]);
        return merged;
    }

    private static void Add(JsonObject merged, ServiceDocument document, SortedSet<string> tags)
    {
        var all = merged["components"]!.AsObject();
        var renamed = Rename(all, document);
        foreach (var kind in document.ComponentKinds)
        {
            if (all[kind] is not JsonObject known)
                all[kind] = known = [];
            foreach (var (name, component) in document.Components(kind))
            {
                var pointer = renamed.GetValueOrDefault($"{Components}{kind}/{name}");
                known[pointer is null ? name : pointer[(pointer.LastIndexOf('/') + 1)..]] = Follow(component, renamed);
            }
        }
        foreach (var (path, operations) in document.Section("paths") ?? [])
        {
            var item = merged["paths"]![path] as JsonObject ?? [];
            foreach (var (method, operation) in Follow(operations, renamed)!.AsObject())
            {
                tags.UnionWith((operation as JsonObject)?["tags"]?.AsArray().Select(tag => tag!.GetValue<string>()) ?? []);
                item[method] = operation?.DeepClone();
            }
            if (item.Parent is null)
                merged["paths"]![path] = item;
        }
        if (merged["security"] is null && document.Json["security"] is { } security)
            merged["security"] = security.DeepClone();
    }

    // What refers to a renamed component is another one too, so this goes on until nothing more differs.
    private static Dictionary<string, string> Rename(JsonObject all, ServiceDocument document)
    {
        var renamed = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var before = -1; before < renamed.Count;)
        {
            before = renamed.Count;
            foreach (var kind in document.ComponentKinds)
                foreach (var (name, component) in document.Components(kind))
                    if (all[kind]?[name] is { } known && !renamed.ContainsKey($"{Components}{kind}/{name}") && !JsonNode.DeepEquals(known, Follow(component, renamed)))
                        renamed[$"{Components}{kind}/{name}"] = $"{Components}{kind}/{FreeName(all, document, kind, Pascal(document.Service) + name)}";
        }
        return renamed;
    }

    private static string FreeName(JsonObject all, ServiceDocument document, string kind, string name)
    {
        while (all[kind]?[name] is not null || document.Components(kind)[name] is not null)
            name += "_";
        return name;
    }

    // A reference is the only string that starts so: in $ref and in a discriminator's mapping.
    private static JsonNode? Follow(JsonNode? node, Dictionary<string, string> renamed) => node switch
    {
        JsonObject map => new JsonObject(map.Select(member => KeyValuePair.Create(member.Key, Follow(member.Value, renamed)))),
        JsonArray list => new JsonArray([.. list.Select(item => Follow(item, renamed))]),
        JsonValue value when value.TryGetValue<string>(out var text) && renamed.TryGetValue(text, out var target) => JsonValue.Create(target),
        _ => node?.DeepClone(),
    };

    private static string Pascal(string service) => char.ToUpperInvariant(service[0]) + service[1..];
}
