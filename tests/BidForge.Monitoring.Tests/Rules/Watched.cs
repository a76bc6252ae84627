using BidForge.Monitoring.Tests.Support;

namespace BidForge.Monitoring.Tests.Rules;

/// <summary>A Prometheus with our rules that watches the running system, and a process in which somebody has to wait for a connection: Npgsql shows that figure from the first wait on.</summary>
public sealed class Watched(Marketplace marketplace) : IAsyncLifetime
{
    /// <summary>The job of the process with the crowded pool.</summary>
    internal const string Crowded = "crowded";

    // The rules' own pace is half a minute.
    private readonly PlainRules plain = new(atOnce: true);
    private Probe probe = null!;
    private CrowdedPool crowded = null!;

    internal PrometheusServer Prometheus { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        probe = await Probe.StartAsync();
        crowded = await CrowdedPool.FillAsync((await marketplace.App.GetConnectionStringAsync("bid0", Marketplace.Cancel))!, Marketplace.Cancel);
        // As k8s/components/monitoring/servers.yaml has it.
        var queues = new Uri(marketplace.App.GetEndpoint("rabbitmq", "prometheus"), "/metrics/detailed?family=queue_coarse_metrics");
        Prometheus = await PrometheusServer.StartAsync(
            [.. Marketplace.Services.Select(service => (service, marketplace.App.GetEndpoint(service))), ("rabbitmq", queues), (Crowded, probe.Http.BaseAddress!)],
            plain.Pattern, Marketplace.Cancel);
        await Prometheus.SeesAllAsync(Marketplace.Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await Prometheus.DisposeAsync();
        await crowded.DisposeAsync();
        await probe.DisposeAsync();
        plain.Dispose();
    }
}
