using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace BidForge.ServiceDefaults.Health;

internal sealed class PostgresCheck(NpgsqlDataSource source) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var command = source.CreateCommand("select 1");
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception fault) when (fault is NpgsqlException or TimeoutException or OperationCanceledException)
        {
            // The driver's message may name the host and the user: ops find those in the log, the page says what is down.
            return new HealthCheckResult(context.Registration.FailureStatus, "The database does not answer.");
        }
    }
}
