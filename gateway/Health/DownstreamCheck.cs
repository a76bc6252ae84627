using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BidForge.Gateway.Health;

/// <summary>The gateway itself works without any of the services, so it is degraded at worst.</summary>
internal sealed class DownstreamCheck(Downstream downstream) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var replicas = await downstream.ReplicasAsync();
        if (replicas.Length is 0)
            return HealthCheckResult.Degraded("No address was given.");
        var healthy = replicas.Count(replica => replica.Works);
        return healthy == replicas.Length
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded($"{healthy} of {replicas.Length} replicas are healthy.");
    }
}
