using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace BidForge.Web.Sessions;

/// <summary>Without Redis nobody is logged in, yet the site can still say so: degraded, not gone.</summary>
internal sealed class RedisCheck(RedisConnection redis) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await redis.Database.PingAsync();
            return HealthCheckResult.Healthy();
        }
        catch (Exception failure) when (failure is RedisException or TimeoutException)
        {
            return new(context.Registration.FailureStatus, "Sessions can't be read.");
        }
    }
}
