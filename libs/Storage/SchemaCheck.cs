using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace BidForge.Storage;

/// <summary>
/// Holds back readiness while the database lacks migrations that this program has. One that is ahead is fine: migrations expand before they contract,
/// so that the version before goes on working.
/// </summary>
internal sealed class SchemaCheck<TDb>(IServiceScopeFactory scopes) : IHealthCheck
    where TDb : DbContext
{
    private volatile bool current;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (current)
            return HealthCheckResult.Healthy();
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var pending = (await scope.ServiceProvider.GetRequiredService<TDb>().Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
            current = pending.Count is 0;
            return current
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy($"The database is behind by {pending.Count} migrations from {pending[0]} on: run migrate.");
        }
        catch (Exception fault) when (fault is NpgsqlException or InvalidOperationException { InnerException: NpgsqlException })
        {
            return HealthCheckResult.Unhealthy("The database does not answer.");
        }
    }
}
