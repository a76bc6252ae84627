using System.Text.Json.Nodes;

namespace BidForge.Kubernetes.Tests.Rendering;

/// <summary>All objects of one rendering.</summary>
internal sealed class World(IEnumerable<JsonObject> objects)
{
    public IReadOnlyList<KubeObject> Objects { get; } = [.. objects.Select(json => new KubeObject(json))];

    public IEnumerable<KubeObject> Of(params string[] kinds) => Objects.Where(it => kinds.Contains(it.Kind, StringComparer.Ordinal));

    public KubeObject? Find(string kind, string? name) => Objects.FirstOrDefault(it => it.Kind == kind && it.Name == name);

    public IEnumerable<KubeObject> Workloads => Objects.Where(it => it.PodTemplate is not null);

    /// <summary>CloudNativePG's servers; other kinds of Cluster exist.</summary>
    public IEnumerable<KubeObject> Postgres => Of("Cluster").Where(it => it.Group is "postgresql.cnpg.io");

    public IEnumerable<Container> Containers => Workloads.SelectMany(owner =>
        owner.PodTemplate.List("spec/containers").Concat(owner.PodTemplate.List("spec/initContainers")).Select(json => new Container(owner, json)));

    /// <summary>The labels of every kind of pod that will run, also of those that an operator makes.</summary>
    public IEnumerable<PodLabels> Pods => Workloads.Select(it => new PodLabels(it, it.PodTemplate.Map("metadata/labels")))
        .Concat(Postgres.Select(it => new PodLabels(it, new Dictionary<string, string>(StringComparer.Ordinal) { ["cnpg.io/cluster"] = it.Name })))
        .Concat(Of("RabbitmqCluster").Select(it => new PodLabels(it, new Dictionary<string, string>(StringComparer.Ordinal) { ["app.kubernetes.io/name"] = it.Name })));

    /// <summary>Those that a selector of labels selects.</summary>
    public IEnumerable<PodLabels> Select(JsonNode? selector) => Pods.Where(pod => Selector.Matches(selector, pod.Labels));
}

internal sealed record Container(KubeObject Owner, JsonNode Json)
{
    public JsonNode Pod => Owner.PodTemplate!;

    public override string ToString() => $"{Owner} container {Json.Text("name")}";
}

internal sealed record PodLabels(KubeObject Owner, IReadOnlyDictionary<string, string> Labels);
