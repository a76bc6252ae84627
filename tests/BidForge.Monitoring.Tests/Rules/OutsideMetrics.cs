namespace BidForge.Monitoring.Tests.Rules;

/// <summary>What rules and dashboards name and no process of ours exports, by who does.</summary>
internal static class OutsideMetrics
{
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["rabbitmq_detailed_queue_messages"] = "rabbitmq_prometheus, /metrics/detailed?family=queue_coarse_metrics",
        ["rabbitmq_detailed_queue_messages_ready"] = "rabbitmq_prometheus, /metrics/detailed?family=queue_coarse_metrics",
        ["cnpg_pg_replication_lag"] = "CloudNativePG, of each instance",
        ["container_cpu_usage_seconds_total"] = "kubelet (cAdvisor)",
        ["container_memory_working_set_bytes"] = "kubelet (cAdvisor)",
        ["kube_pod_container_resource_limits"] = "kube-state-metrics",
        ["kubelet_volume_stats_used_bytes"] = "kubelet",
        ["kubelet_volume_stats_capacity_bytes"] = "kubelet",
        ["certmanager_certificate_expiration_timestamp_seconds"] = "cert-manager",
    };
}
