using System.Diagnostics.Metrics;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace BidForge.Gateway.Routing;

/// <summary>Meter <c>BidForge.Gateway.Routing</c>: how many replicas of each service this gateway sends requests to, and how many it passes over.</summary>
internal sealed class ReplicaMetrics
{
    public ReplicaMetrics(IMeterFactory meters, IProxyStateLookup proxy) =>
        meters.Create("BidForge.Gateway.Routing").CreateObservableGauge("bidforge.gateway.replicas", () => proxy.GetClusters().SelectMany(Measure), "{replica}",
            "Replicas that the gateway knows, by whether requests go to them.");

    private static IEnumerable<Measurement<int>> Measure(ClusterState cluster)
    {
        var all = cluster.DestinationsState.AllDestinations;
        var passedOver = all.Count(replica => replica.Health is { Active: DestinationHealth.Unhealthy } or { Passive: DestinationHealth.Unhealthy });
        yield return Of(all.Count - passedOver, cluster.ClusterId, "used");
        yield return Of(passedOver, cluster.ClusterId, "passed-over");
    }

    private static Measurement<int> Of(int replicas, string service, string state) => new(replicas, new("service", service), new("state", state));
}
