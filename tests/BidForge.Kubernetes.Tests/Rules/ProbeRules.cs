using System.Text.Json.Nodes;
using BidForge.Kubernetes.Tests.Rendering;

namespace BidForge.Kubernetes.Tests.Rules;

/// <summary>Whether it runs, can work, and ends without failing a request.</summary>
internal static class ProbeRules
{
    private const int LongestDrainSeconds = 20;

    public static readonly Rule[] All =
    [
        Rule.Server("kube-linter/no-liveness-probe", it => it.Json.Has("livenessProbe")),
        Rule.Server("kube-linter/no-readiness-probe", it => it.Json.Has("readinessProbe")),
        Rule.Server("bidforge/no-startup-probe", it => it.Json.Has("startupProbe")),
        Rule.Server("kube-linter/liveness-port", it => HasPort(it.Json, "livenessProbe")),
        Rule.Server("kube-linter/readiness-port", it => HasPort(it.Json, "readinessProbe")),
        Rule.Server("kube-linter/startup-port", it => HasPort(it.Json, "startupProbe")),
        Rule.Server("kube-score/pod-probes-identical", it => !JsonNode.DeepEquals(Asks(it.Json.At("livenessProbe")), Asks(it.Json.At("readinessProbe")))),
        Rule.Server("bidforge/liveness-asks-no-dependency", it => it.Json.Text("livenessProbe/httpGet/path") is not "/health" && it.Json.Text("startupProbe/httpGet/path") is not "/health"),
        new("bidforge/readiness-asks-dependencies", world => world.Containers
            .Where(it => it.Owner.Kind is "Deployment" && it.Json.Text("readinessProbe/httpGet/path") is not "/health").Select(it => new Finding(it.Owner, ""))),
        Rule.Server("bidforge/start-has-time-for-migrations", it => Patience(it.Json.At("startupProbe")) >= 120),
        Rule.Server("bidforge/liveness-is-patient", it => Patience(it.Json.At("livenessProbe")) >= 30),
        Rule.Server("bidforge/probe-timeout-within-period", it => new[] { "startupProbe", "livenessProbe", "readinessProbe" }.All(probe =>
            it.Json.Number($"{probe}/timeoutSeconds") is { } timeout && timeout <= it.Json.Number($"{probe}/periodSeconds"))),
        // A health check of a database may take three seconds before it says no.
        Rule.Server("bidforge/readiness-outlasts-checks", it => it.Json.Number("readinessProbe/timeoutSeconds") >= 3),
        Rule.Server("bidforge/pre-stop-pause", it => it.Json.Number("lifecycle/preStop/sleep/seconds") >= 3),
        Rule.Server("bidforge/grace-covers-drain", it =>
            it.Pod.Number("spec/terminationGracePeriodSeconds") >= it.Json.Number("lifecycle/preStop/sleep/seconds") + LongestDrainSeconds + 5),
    ];

    private static bool HasPort(JsonNode container, string probe)
    {
        var port = container.At($"{probe}/httpGet/port") ?? container.At($"{probe}/tcpSocket/port");
        return port is null
            ? container.Has($"{probe}/exec")
            : container.List("ports").Any(open => open.Text("name") == port.ToString() || open.Text("containerPort") == port.ToString());
    }

    private static JsonNode? Asks(JsonNode? probe) => probe.At("httpGet") ?? probe.At("tcpSocket") ?? probe.At("exec");

    private static long Patience(JsonNode? probe) => (probe.Number("periodSeconds") ?? 0) * (probe.Number("failureThreshold") ?? 0);
}
