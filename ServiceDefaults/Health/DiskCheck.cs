using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BidForge.ServiceDefaults.Health;

/// <summary>The disk under the process' own files. Degraded and no worse: what is nearly full still works.</summary>
internal sealed class DiskCheck : IHealthCheck
{
    private const double Much = 90;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var disk = new DriveInfo(AppContext.BaseDirectory);
        return Task.FromResult(Usage.Of(disk.TotalSize - disk.AvailableFreeSpace, disk.TotalSize, Much, "The disk is nearly full."));
    }
}
