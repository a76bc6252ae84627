using System.Text.Json.Nodes;
using BidForge.Kubernetes.Tests.Rendering;

namespace BidForge.Kubernetes.Tests.Rules;

/// <summary>How it is rolled out, spread, scaled, and kept while nodes go.</summary>
internal static class RolloutRules
{
    public static readonly Rule[] All =
    [
        Rule.Of("kube-linter/no-rolling-update-strategy", "Deployment", it => it.Json.Text("spec/strategy/type") is "RollingUpdate"),
        Rule.Of("bidforge/roll-out-takes-nothing-away", "Deployment", it =>
            it.Json.Number("spec/strategy/rollingUpdate/maxUnavailable") is 0 && it.Json.Number("spec/strategy/rollingUpdate/maxSurge") >= 1),
        Rule.Of("bidforge/min-ready-seconds", "Deployment", it => it.Json.Number("spec/minReadySeconds") >= 5),
        Rule.Of("bidforge/progress-deadline", "Deployment", it => it.Json.Number("spec/progressDeadlineSeconds") >= 300),
        Rule.Of("bidforge/revision-history", "Deployment", it => it.Json.Number("spec/revisionHistoryLimit") is >= 2 and <= 10),
        Rule.Among("kube-linter/minimum-three-replicas", "Deployment", (it, world) => it.Json.Number("spec/replicas") >= 3 || Floor(it, world) >= 3),
        Rule.Of("kube-linter/hpa-minimum-three-replicas", "HorizontalPodAutoscaler", it => it.Json.Number("spec/minReplicas") >= 3),
        Rule.Of("polaris/hpaMaxAvailability", "HorizontalPodAutoscaler", it => it.Json.Number("spec/maxReplicas") > it.Json.Number("spec/minReplicas")),
        Rule.Of("bidforge/hpa-ceiling", "HorizontalPodAutoscaler", it => it.Json.Number("spec/maxReplicas") <= 20),
        Rule.Of("bidforge/hpa-cpu", "HorizontalPodAutoscaler", it => Target(it, "cpu") is 70),
        Rule.Of("bidforge/hpa-memory", "HorizontalPodAutoscaler", it => Target(it, "memory") is 80),
        Rule.Of("bidforge/hpa-scales-down-slowly", "HorizontalPodAutoscaler", it => IsSlow(it.Json.At("spec/behavior/scaleDown"))),
        Rule.Of("bidforge/hpa-scales-up-at-once", "HorizontalPodAutoscaler", it => it.Json.Number("spec/behavior/scaleUp/stabilizationWindowSeconds") is 0),
        Rule.Among("kube-score/deployment-targeted-by-hpa-does-not-have-replicas-configured", "Deployment", (it, world) => Floor(it, world) is null || !it.Json.Has("spec/replicas")),
        Rule.Among("bidforge/one-autoscaler-each", "Deployment", (it, world) => Scalers(it, world).Count() is 1),
        Rule.Of("kube-linter/no-anti-affinity", "Deployment StatefulSet", it => Spreads(it, "kubernetes.io/hostname")),
        Rule.Of("kube-score/pod-topology-spread-constraints", "Deployment StatefulSet", it => Spreads(it, "topology.kubernetes.io/zone")),
        Rule.Among("kube-score/deployment-has-poddisruptionbudget", "Deployment", HasBudget),
        Rule.Among("kube-score/statefulset-has-poddisruptionbudget", "StatefulSet", HasBudget),
        Rule.Of("kube-score/poddisruptionbudget-has-policy", "PodDisruptionBudget", it => it.Json.Has("spec/maxUnavailable") != it.Json.Has("spec/minAvailable")),
        Rule.Of("kube-linter/pdb-max-unavailable", "PodDisruptionBudget", it => it.Json.Text("spec/maxUnavailable") is not ("0" or "0%")),
        Rule.Of("kube-linter/pdb-min-available", "PodDisruptionBudget", it => it.Json.Text("spec/minAvailable") is not "100%"),
        Rule.Of("polaris/pdbDisruptionsIsZero", "PodDisruptionBudget", it => it.Json.Text("spec/maxUnavailable") is not ("0" or "0%") && it.Json.Text("spec/minAvailable") is not "100%"),
        Rule.Among("polaris/pdbMinAvailableGreaterThanHPAMinReplicas", "PodDisruptionBudget", (it, world) => it.Json.Number("spec/minAvailable") is not { } least
            || world.Of("Deployment").Where(deployment => Selector.Matches(it.Json.At("spec/selector"), deployment.PodTemplate.Map("metadata/labels"))).All(deployment => least < Floor(deployment, world))),
        Rule.Of("kube-linter/pdb-unhealthy-pod-eviction-policy", "PodDisruptionBudget", it => it.Json.Text("spec/unhealthyPodEvictionPolicy") is "AlwaysAllow"),
        Rule.Among("kube-score/statefulset-has-servicename", "StatefulSet", (it, world) =>
            world.Find("Service", it.Json.Text("spec/serviceName")) is { } service && service.Json.Text("spec/clusterIP") is "None"),
        Rule.Of("bidforge/statefulset-has-storage", "StatefulSet", it => it.Json.List("spec/volumeClaimTemplates").Count > 0
            && it.Json.List("spec/volumeClaimTemplates").All(claim => Quantity.Read(claim.Text("spec/resources/requests/storage")) > 0)),
        Rule.Of("kube-linter/restart-policy", "Deployment StatefulSet", it => it.PodTemplate.Text("spec/restartPolicy") is null or "Always"),
        Rule.Of("kube-score/cronjob-restartpolicy", "CronJob Job", it => it.PodTemplate.Text("spec/restartPolicy") is "Never" or "OnFailure"),
        Rule.Of("kube-score/cronjob-has-deadline", "CronJob", it => it.Json.Number("spec/startingDeadlineSeconds") > 0),
        Rule.Of("bidforge/cronjob-forbids-overlap", "CronJob", it => it.Json.Text("spec/concurrencyPolicy") is "Forbid"),
        Rule.Of("bidforge/cronjob-time-zone", "CronJob", it => it.Json.Text("spec/timeZone") is "Etc/UTC"),
        Rule.Of("bidforge/cronjob-history", "CronJob", it => it.Json.Number("spec/failedJobsHistoryLimit") >= 1 && it.Json.Number("spec/successfulJobsHistoryLimit") >= 1),
        Rule.Of("kube-linter/job-ttl-seconds-after-finished", "Job CronJob", it => Job(it).Number("ttlSecondsAfterFinished") > 0),
        Rule.Of("bidforge/job-deadline", "Job CronJob", it => Job(it).Number("activeDeadlineSeconds") > 0),
        Rule.Of("bidforge/job-backoff", "Job CronJob", it => Job(it).Number("backoffLimit") <= 1),
        Rule.Of("bidforge/keda-floor-and-ceiling", "ScaledObject", it => it.Json.Number("spec/minReplicaCount") is 3 && it.Json.Number("spec/maxReplicaCount") is 20),
        Rule.Of("bidforge/keda-fallback", "ScaledObject", it => it.Json.Number("spec/fallback/replicas") >= 3 && it.Json.Text("spec/fallback/behavior") is "currentReplicasIfHigher"),
        Rule.Of("bidforge/keda-scales-down-slowly", "ScaledObject", it => IsSlow(it.Json.At("spec/advanced/horizontalPodAutoscalerConfig/behavior/scaleDown"))),
        Rule.Of("bidforge/keda-knows-its-queue", "ScaledObject", it => it.Json.List("spec/triggers").Any(trigger =>
            trigger.Text("type") is "rabbitmq" && trigger.Text("metadata/queueName") == it.Json.Text("spec/scaleTargetRef/name") && !trigger.Has("metadata/host"))),
    ];

    /// <summary>What it never has fewer replicas than.</summary>
    private static long? Floor(KubeObject deployment, World world) =>
        Scalers(deployment, world).Select(it => it.Json.Number("spec/minReplicas") ?? it.Json.Number("spec/minReplicaCount")).Max();

    private static IEnumerable<KubeObject> Scalers(KubeObject deployment, World world) =>
        world.Of("HorizontalPodAutoscaler", "ScaledObject").Where(it => it.Json.Text("spec/scaleTargetRef/name") == deployment.Name);

    private static long? Target(KubeObject autoscaler, string resource) =>
        autoscaler.Json.List("spec/metrics").FirstOrDefault(metric => metric.Text("resource/name") == resource).Number("resource/target/averageUtilization");

    private static bool IsSlow(JsonNode? down) => down.Number("stabilizationWindowSeconds") >= 300
        && down.List("policies").Any(policy => policy.Text("type") is "Pods" && policy.Number("value") is 1 && policy.Number("periodSeconds") >= 60)
        && (down.List("policies").Count is 1 || down.Text("selectPolicy") is "Min");

    private static bool Spreads(KubeObject it, string key) => it.PodTemplate.List("spec/topologySpreadConstraints").Any(spread =>
        spread.Text("topologyKey") == key && Selector.Matches(spread.At("labelSelector"), it.PodTemplate.Map("metadata/labels")));

    private static bool HasBudget(KubeObject it, World world) =>
        world.Of("PodDisruptionBudget").Any(budget => Selector.Matches(budget.Json.At("spec/selector"), it.PodTemplate.Map("metadata/labels")));

    private static JsonNode? Job(KubeObject it) => it.Json.At(it.Kind is "CronJob" ? "spec/jobTemplate/spec" : "spec");
}
