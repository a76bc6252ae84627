using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BidForge.ServiceDefaults.Health;

/// <summary>The process' memory, of what its container or machine lets it have.</summary>
internal sealed class MemoryCheck : IHealthCheck
{
    private const double Much = 90;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        Usage.Of(Environment.WorkingSet, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, Much, "The process has used up nearly all of its memory."));
}
