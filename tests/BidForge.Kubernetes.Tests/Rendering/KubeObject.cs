using System.Text.Json.Nodes;

namespace BidForge.Kubernetes.Tests.Rendering;

/// <summary>One object as it is sent to the cluster.</summary>
internal sealed record KubeObject(JsonObject Json)
{
    public string Kind => Json.Text("kind") ?? "";

    public string ApiVersion => Json.Text("apiVersion") ?? "";

    public string Group => ApiVersion.Contains('/', StringComparison.Ordinal) ? ApiVersion.Split('/')[0] : "";

    public string Name => Json.Text("metadata/name") ?? "";

    public IReadOnlyDictionary<string, string> Labels => Json.Map("metadata/labels");

    public IReadOnlyDictionary<string, string> Annotations => Json.Map("metadata/annotations");

    /// <summary>The template of the pods that it makes; null for what makes none.</summary>
    public JsonNode? PodTemplate => Kind switch
    {
        "Deployment" or "StatefulSet" or "DaemonSet" or "Job" => Json.At("spec/template"),
        "CronJob" => Json.At("spec/jobTemplate/spec/template"),
        _ => null,
    };

    public override string ToString() => $"{Kind}/{Name}";
}
