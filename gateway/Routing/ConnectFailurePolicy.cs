using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace BidForge.Gateway.Routing;

/// <summary>Passes a replica over at once when no connection to it could be made or it says that it is about to stop, until it is due to be tried again.</summary>
internal sealed class ConnectFailurePolicy(IDestinationHealthUpdater updater) : IPassiveHealthCheckPolicy
{
    public const string PolicyName = "ConnectFailure";

    public string Name => PolicyName;

    public void RequestProxied(HttpContext context, ClusterState cluster, DestinationState destination)
    {
        if (context.Failure()?.NotConnected is not true && !StopsBesideOthers(context, cluster))
            return;
        var period = cluster.Model.Config.HealthCheck?.Passive?.ReactivationPeriod ?? TimeSpan.FromSeconds(5);
        updater.SetPassive(cluster, destination, DestinationHealth.Unhealthy, period);
    }

    // One address may stand for many replicas, as a Service of Kubernetes does, which passes over by itself whoever stops.
    private static bool StopsBesideOthers(HttpContext context, ClusterState cluster) => context.IsStopping() && cluster.DestinationsState.AllDestinations.Count > 1;
}
