namespace BidForge.Monitoring.Tests.Rules;

/// <summary>What rules and dashboards name and nothing that runs in these tests exports, by who does.</summary>
internal static class OutsideMetrics
{
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["cnpg_pg_replication_lag"] = "CloudNativePG, of each instance",
        ["container_cpu_usage_seconds_total"] = "kubelet (cAdvisor)",
        ["container_memory_working_set_bytes"] = "kubelet (cAdvisor)",
        ["kube_pod_container_resource_limits"] = "kube-state-metrics",
        ["kube_cronjob_status_last_successful_time"] = "kube-state-metrics",
        ["kube_cronjob_created"] = "kube-state-metrics",
        ["kubelet_volume_stats_used_bytes"] = "kubelet",
        ["kubelet_volume_stats_capacity_bytes"] = "kubelet",
        ["certmanager_certificate_expiration_timestamp_seconds"] = "cert-manager",
    };
}
