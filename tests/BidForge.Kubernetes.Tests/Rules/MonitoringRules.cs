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
        Rule.Of("bidforge/dashboards-are-found", "ConfigMap", it => IsDashboards(it) == it.Json.Map("data").Keys.Any(key => key.EndsWith(".json", StringComparison.Ordinal))),
    ];

    /// <summary>Looked for by Grafana's sidecar.</summary>
    public static bool IsDashboards(KubeObject it) => it.Labels.GetValueOrDefault("grafana_dashboard") is "1";
}
