using System.Text.Json.Nodes;

namespace BidForge.Gateway.Docs;

/// <summary>The OpenAPI document of one service, as it published it.</summary>
internal sealed record ServiceDocument(string Service, JsonObject Json)
{
    public JsonObject? Section(string name) => Json[name] as JsonObject;

    /// <summary>A map under <c>components</c>: schemas, responses, parameters, ...</summary>
    public IEnumerable<string> ComponentKinds => (Section("components") ?? []).Select(kind => kind.Key);

    public JsonObject Components(string kind) => Section("components")?[kind] as JsonObject ?? [];
}
