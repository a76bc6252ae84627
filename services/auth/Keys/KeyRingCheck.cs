using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BidForge.Auth.Keys;

/// <summary>Without a key nobody can log in.</summary>
internal sealed class KeyRingCheck(KeyRing ring) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(ring.Keys.Count > 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("No signing key has been read yet."));
}
