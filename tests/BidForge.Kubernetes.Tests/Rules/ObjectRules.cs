using System.Text.RegularExpressions;
using BidForge.Kubernetes.Tests.Rendering;

namespace BidForge.Kubernetes.Tests.Rules;

/// <summary>Names, labels, versions, rights, secrets.</summary>
internal static partial class ObjectRules
{
    private static readonly string[] Namespaceless = ["Namespace", "ClusterRole", "ClusterRoleBinding"];
    private static readonly string[] Old = ["extensions/v1beta1", "apps/v1beta1", "apps/v1beta2", "policy/v1beta1", "batch/v1beta1", "autoscaling/v2beta2", "networking.k8s.io/v1beta1"];

    public static readonly Rule[] All =
    [
        new("kube-linter/use-namespace", world => world.Objects.Where(it => !Namespaceless.Contains(it.Kind) && it.Json.Text("metadata/namespace") is null or "default")
            .Select(it => new Finding(it, ""))),
        new("kube-linter/no-extensions-v1beta", world => world.Objects.Where(it => it.ApiVersion is "extensions/v1beta1").Select(it => new Finding(it, ""))),
        new("kube-score/stable-version", world => world.Objects.Where(it => Old.Contains(it.ApiVersion)).Select(it => new Finding(it, it.ApiVersion))),
        new("kube-score/label-values", world => world.Objects.Where(it => it.Labels.Any(label => label.Value.Length > 63 || !LabelValue().IsMatch(label.Value)))
            .Select(it => new Finding(it, ""))),
        new("bidforge/names-are-dns-labels", world => world.Objects.Where(it => !Name().IsMatch(it.Name) || it.Name.Length > 63).Select(it => new Finding(it, ""))),
        new("bidforge/each-object-once", world => world.Objects.GroupBy(it => (it.Group, it.Kind, it.Name)).Where(same => same.Count() > 1)
            .Select(same => new Finding(same.First(), "is there twice"))),
        Rule.Of("bidforge/name-label-is-the-name", "Deployment StatefulSet Service", it =>
            it.Labels.GetValueOrDefault("app.kubernetes.io/name") == it.Name && (it.PodTemplate is null || it.PodTemplate.Map("metadata/labels").GetValueOrDefault("app.kubernetes.io/name") == it.Name)),
        Rule.Of("bidforge/part-of", "Deployment", it => it.Labels.GetValueOrDefault("app.kubernetes.io/part-of") is "bidforge"
            && it.PodTemplate.Map("metadata/labels").GetValueOrDefault("app.kubernetes.io/part-of") is "bidforge"),
        Rule.Of("bidforge/no-secrets-in-the-repository", "Secret", _ => false),
        Rule.Of("polaris/sensitiveConfigmapContent", "ConfigMap", it => it.Json.Map("data").All(entry =>
            !Sensitive().IsMatch(entry.Key) && !entry.Value.Contains("PRIVATE KEY", StringComparison.Ordinal))),
        // What Grafana finds by a label stays one object: a name for each version would leave the old ones beside the new. And what pods read again as it changes keeps its name, or no change would reach them.
        Rule.Of("bidforge/config-maps-carry-their-hash", "ConfigMap", it => Hashed().IsMatch(it.Name) != (MonitoringRules.IsDashboards(it) || it.Json.Has("data/features.json"))),
        Rule.Of("bidforge/external-secrets-are-refreshed", "ExternalSecret", it => it.Json.Text("spec/refreshInterval") is { } often && often is not ("0" or "0s")),
        Rule.Of("bidforge/external-secrets-hold-no-values", "ExternalSecret", it => it.Json.Map("spec/target/template/data").All(entry =>
            !Secret().IsMatch(entry.Key) || entry.Value.Contains("{{ .", StringComparison.Ordinal))),
        Rule.Of("bidforge/databases-by-tls", "ExternalSecret", it => it.Json.Map("spec/target/template/data").Values
            .Where(value => value.StartsWith("Host=", StringComparison.Ordinal)).All(value => value.Contains("SSL Mode=VerifyFull", StringComparison.Ordinal) || value.Contains("SSL Mode=Require", StringComparison.Ordinal))),
        Rule.Of("kube-linter/cluster-admin-role-binding", "ClusterRoleBinding RoleBinding", it => it.Json.Text("roleRef/name") is not "cluster-admin"),
        Rule.Of("polaris/clusterrolebindingClusterAdmin", "ClusterRoleBinding", it => it.Json.Text("roleRef/name") is not "cluster-admin"),
        Rule.Of("polaris/rolebindingClusterAdminClusterRole", "RoleBinding", it => !(it.Json.Text("roleRef/kind") is "ClusterRole" && it.Json.Text("roleRef/name") is "cluster-admin")),
        Rule.Among("polaris/rolebindingClusterAdminRole", "RoleBinding", (it, world) => it.Json.Text("roleRef/kind") is not "Role"
            || world.Find("Role", it.Json.Text("roleRef/name")) is { } role && !role.Json.List("rules").Any(rule => rule.Texts("verbs").Contains("*") && rule.Texts("resources").Contains("*"))),
        Rule.Of("kube-linter/wildcard-in-rules", "Role ClusterRole", it =>
            !it.Json.List("rules").Any(rule => rule.Texts("verbs").Contains("*") || rule.Texts("resources").Contains("*") || rule.Texts("apiGroups").Contains("*"))),
        Rule.Of("kube-linter/access-to-secrets", "Role ClusterRole", it => !Grants(it, "secrets", "get", "list", "watch")),
        Rule.Of("kube-linter/access-to-create-pods", "Role ClusterRole", it => !Grants(it, "pods", "create")),
        Rule.Of("polaris/rolePodExecAttach", "Role", it => !Grants(it, "pods/exec", "create", "get") && !Grants(it, "pods/attach", "create", "get")),
        Rule.Of("polaris/clusterrolePodExecAttach", "ClusterRole", it => !Grants(it, "pods/exec", "create", "get") && !Grants(it, "pods/attach", "create", "get")),
        Rule.Of("checkov/CKV_K8S_155", "Role ClusterRole", it => !new[] { "mutatingwebhookconfigurations", "validatingwebhookconfigurations" }.Any(webhooks => Grants(it, webhooks, "create", "update", "patch"))),
        Rule.Of("checkov/CKV_K8S_156", "Role ClusterRole", it => !Grants(it, "certificatesigningrequests/approval", "update", "patch")),
        Rule.Of("checkov/CKV_K8S_157", "Role ClusterRole", it => !it.Json.List("rules").Any(rule => rule.Texts("verbs").Contains("bind"))),
        Rule.Of("checkov/CKV_K8S_158", "Role ClusterRole", it => !it.Json.List("rules").Any(rule => rule.Texts("verbs").Contains("escalate"))),
        Rule.Of("bidforge/accounts-mount-no-token", "ServiceAccount", it => it.Json.Flag("automountServiceAccountToken") is false),
    ];

    private static bool Grants(KubeObject role, string resource, params string[] verbs) =>
        role.Json.List("rules").Any(rule => rule.Texts("resources").Contains(resource) && rule.Texts("verbs").Any(verb => verbs.Contains(verb)));

    [GeneratedRegex("^([A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?)?$")]
    private static partial Regex LabelValue();

    [GeneratedRegex("^[a-z0-9]([a-z0-9-]*[a-z0-9])?$")]
    private static partial Regex Name();

    [GeneratedRegex("-[a-z0-9]{10}$")]
    private static partial Regex Hashed();

    [GeneratedRegex("password|secret|token|apikey|connectionstring", RegexOptions.IgnoreCase)]
    private static partial Regex Sensitive();

    [GeneratedRegex("^(ConnectionStrings__.*|.*(Keys?|Password|password|keys\\.json))$")]
    private static partial Regex Secret();
}
