using System.Text.Json;
using System.Text.Json.Serialization;
using BidForge.Kubernetes.Tests.Rendering;
using k8s.Models;

namespace BidForge.Kubernetes.Tests;

/// <summary>A field that Kubernetes does not know is dropped by a cluster in silence, or refused; here it is found before.</summary>
public sealed class SchemaTests
{
    private static readonly JsonSerializerOptions Strict = new() { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    private static readonly Dictionary<(string ApiVersion, string Kind), Type> Types = new()
    {
        [("v1", "Namespace")] = typeof(V1Namespace),
        [("v1", "ServiceAccount")] = typeof(V1ServiceAccount),
        [("v1", "ConfigMap")] = typeof(V1ConfigMap),
        [("v1", "Service")] = typeof(V1Service),
        [("apps/v1", "Deployment")] = typeof(V1Deployment),
        [("apps/v1", "StatefulSet")] = typeof(V1StatefulSet),
        [("batch/v1", "CronJob")] = typeof(V1CronJob),
        [("batch/v1", "Job")] = typeof(V1Job),
        [("autoscaling/v2", "HorizontalPodAutoscaler")] = typeof(V2HorizontalPodAutoscaler),
        [("policy/v1", "PodDisruptionBudget")] = typeof(V1PodDisruptionBudget),
        [("networking.k8s.io/v1", "NetworkPolicy")] = typeof(V1NetworkPolicy),
    };

    private static readonly string[] Operators =
    [
        "barmancloud.cnpg.io/v1", "cert-manager.io/v1", "external-secrets.io/v1", "gateway.networking.k8s.io/v1", "keda.sh/v1alpha1", "monitoring.coreos.com/v1", "postgresql.cnpg.io/v1",
        "rabbitmq.com/v1beta1",
    ];

    public static TheoryData<string> Renderings =>
        [.. new[] { "overlays/dev", "overlays/staging", "overlays/production", "overlays/recovery" }.Concat(JobTestFolders())];

    [Theory, MemberData(nameof(Renderings))]
    public void Every_field_is_one_that_Kubernetes_has(string folder)
    {
        var own = Kubectl.Render(folder).Objects.Where(it => !Operators.Contains(it.ApiVersion)).ToList();
        Assert.NotEmpty(own);
        Assert.All(own, it => Assert.NotNull(it.Json.Deserialize(Types[(it.ApiVersion, it.Kind)], Strict)));
    }

    [Theory]
    [InlineData("spec/template/spec/containers/0/readyProbe")]
    [InlineData("spec/template/spec/securityContext/runAsNobody")]
    [InlineData("spec/template/spec/topologySpreadConstraints/0/labels")]
    public void A_field_that_Kubernetes_does_not_have_is_found(string path)
    {
        var broken = new Fixtures.Fixture("", new() { ["Deployment/web"] = new System.Text.Json.Nodes.JsonObject { [path] = true } }).Break(Kubectl.Render("overlays/production"));
        Assert.Throws<JsonException>(() => broken.Find("Deployment", "web")!.Json.Deserialize<V1Deployment>(Strict));
    }

    private static IEnumerable<string> JobTestFolders() =>
        Directory.GetDirectories(Path.Combine(Kubectl.Root, "k8s", "jobs")).Select(Path.GetFileName).Where(name => name is not "shared").Order().Select(name => $"jobs/{name}");
}
