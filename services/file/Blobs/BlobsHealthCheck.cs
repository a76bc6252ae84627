using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BidForge.Files.Blobs;

/// <summary>Degraded while the store is away: lists and permissions still answer.</summary>
internal sealed class BlobsHealthCheck(IBlobStore blobs) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await blobs.CheckAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception)
        {
            return new(context.Registration.FailureStatus, "The blob store can't be read or written.");
        }
    }
}
