using System.Text.Json.Nodes;
using BidForge.Kubernetes.Tests.Rendering;

namespace BidForge.Kubernetes.Tests.Rules;

/// <summary>Prometheus gives everything the names that alerts and dashboards ask for, and Grafana finds the dashboards.</summary>
internal static class MonitoringRules
{
    public static readonly Rule[] All =
    [
        Rule.Of("bidforge/scraped-in-time", "ServiceMonitor", it => it.Json.List("spec/endpoints") is { Count: > 0 } endpoints
            && endpoints.All(endpoint => endpoint.Text("interval") is "15s" or "30s" && endpoint.Text("path") is "/metrics")),
        Rule.Of("bidforge/job-is-the-program", "ServiceMonitor", it => it.Json.Text("spec/jobLabel") is "app.kubernetes.io/name"),
        Rule.Of("bidforge/queues-are-counted-one-by-one", "PodMonitor", it => it.Name is not "rabbitmq" || it.Json.List("spec/podMetricsEndpoints").Any(endpoint =>
            endpoint.Text("path") is "/metrics/detailed" && endpoint.Texts("params/family").Contains("queue_coarse_metrics"))),
        Rule.Of("bidforge/rules-and-monitors-can-be-selected", "PrometheusRule ServiceMonitor PodMonitor", it => it.Labels.GetValueOrDefault("app.kubernetes.io/part-of") is "bidforge"),
        // gRPC would be the protocol where none is said: nothing here was ever tried with it.
        Rule.Server("bidforge/telemetry-by-the-protocol-that-is-tested", it => !Given(it.Json, "OTEL_EXPORTER_OTLP_ENDPOINT") || it.Owner.Kind is not "Deployment"
            || it.Json.List("env").Where(variable => variable.Text("name") is "OTEL_EXPORTER_OTLP_PROTOCOL").ToList() is { Count: 1 } said && said[0].Text("value") is "http/protobuf"),
        Rule.Among("bidforge/telemetry-goes-where-policies-let-it", "Deployment", (it, world) => Collector(it, world) is not { } collector
            || world.Of("NetworkPolicy").Where(policy => Selector.Matches(policy.Json.At("spec/podSelector"), it.PodTemplate.Map("metadata/labels"))).SelectMany(policy => policy.Json.List("spec/egress"))
                .Any(rule => rule.List("ports").Any(port => port.Number("port") == collector.Port)
                    && rule.List("to").Any(peer => peer.Text("namespaceSelector/matchLabels/kubernetes.io~1metadata.name") == collector.Host.Split('.')[1]))),
        Rule.Of("bidforge/trace-link-has-a-place-for-the-trace", "ConfigMap", it => it.Json.Text("data/TRACE_LINK") is null or ""
            || Uri.TryCreate(it.Json.Text("data/TRACE_LINK"), UriKind.Absolute, out var link) && link.Scheme is "https" && it.Json.Text("data/TRACE_LINK")!.Contains("{traceId}", StringComparison.Ordinal)),
        Rule.Of("bidforge/dashboards-are-found", "ConfigMap", it => IsDashboards(it) == it.Json.Map("data").Keys.Any(key => key is not "features.json" && key.EndsWith(".json", StringComparison.Ordinal))),
    ];

    /// <summary>Where a program sends what it measures; null for nowhere.</summary>
    private static Uri? Collector(KubeObject deployment, World world) => deployment.PodTemplate.List("spec/containers").SelectMany(container => container.List("env"))
        .Where(variable => variable.Text("name") is "OTEL_EXPORTER_OTLP_ENDPOINT")
        .Select(variable => world.Find("ConfigMap", variable.Text("valueFrom/configMapKeyRef/name"))?.Json.Text($"data/{variable.Text("valueFrom/configMapKeyRef/key")}"))
        .FirstOrDefault() is { Length: > 0 } address ? new(address) : null;

    private static bool Given(JsonNode container, string name) => container.List("env").Any(variable => variable.Text("name") == name);

    /// <summary>Looked for by Grafana's sidecar.</summary>
    public static bool IsDashboards(KubeObject it) => it.Labels.GetValueOrDefault("grafana_dashboard") is "1";
}
