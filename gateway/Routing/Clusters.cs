using System.Globalization;
using System.Net;
using BidForge.ServiceDefaults.Discovery;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.LoadBalancing;

namespace BidForge.Gateway.Routing;

/// <summary>The replicas of each service, from the addresses this process was given.</summary>
internal static class Clusters
{
    public static IReadOnlyList<ClusterConfig> Of(ServiceAddresses addresses, ForwardingOptions options) =>
        [.. RouteTable.Services.Select(service => Cluster(service, addresses.Of(service), options))];

    private static ClusterConfig Cluster(string service, IReadOnlyList<Uri> replicas, ForwardingOptions options) => new()
    {
        ClusterId = service,
        LoadBalancingPolicy = LoadBalancingPolicies.PowerOfTwoChoices,
        HttpRequest = new()
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            ActivityTimeout = TimeSpan.FromSeconds(options.SilenceSeconds),
            AllowResponseBuffering = false,
        },
        HealthCheck = new()
        {
            // Where none is healthy all are tried: a refused connection is as quick an answer as a refusal of our own, and the first request after recovery succeeds.
            AvailableDestinationsPolicy = HealthCheckConstants.AvailableDestinations.HealthyOrPanic,
            Active = new()
            {
                Enabled = true,
                Interval = TimeSpan.FromSeconds(options.HealthIntervalSeconds),
                Timeout = TimeSpan.FromSeconds(2),
                Policy = HealthCheckConstants.ActivePolicy.ConsecutiveFailures,
                // Not /health: a service with one dependency down still answers what does not need it.
                Path = "/alive",
            },
            Passive = new() { Enabled = true, Policy = ConnectFailurePolicy.PolicyName, ReactivationPeriod = TimeSpan.FromSeconds(options.PassOverSeconds) },
        },
        Destinations = replicas.Select((address, index) => (address, index)).ToDictionary(
            replica => string.Create(CultureInfo.InvariantCulture, $"{service}-{replica.index}"),
            replica => new DestinationConfig { Address = replica.address.ToString() }),
    };
}
