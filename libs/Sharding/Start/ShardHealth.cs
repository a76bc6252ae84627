using BidForge.Sharding.Map;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace BidForge.Sharding.Start;

/// <summary>Names the shards that are down. Degraded while at least one works, since the companies on it lose nothing.</summary>
internal sealed class ShardHealth(ShardSet shards, ShardMetrics metrics) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var answers = await Task.WhenAll(shards.All.Select(async shard => (shard.Name, Works: shard.Ready && await Probe.AnswersAsync(shard.Source, cancellationToken))));
        foreach (var (name, works) in answers)
            metrics.Found(name, works);
        var down = answers.Where(answer => !answer.Works).Select(answer => answer.Name).ToList();
        // A shard that answers and is behind will not mend by itself, and a roll-out must stop for it.
        if (shards.All.Where(shard => shard.Behind is not null).Select(shard => $"{shard.Name} is {shard.Behind}").ToList() is { Count: > 0 } behind)
            return HealthCheckResult.Unhealthy(string.Join("; ", behind));
        if (down.Count is 0)
            return HealthCheckResult.Healthy($"{answers.Length} shards");
        var words = "Out of reach: " + string.Join(", ", down);
        return down.Count == answers.Length ? HealthCheckResult.Unhealthy(words) : HealthCheckResult.Degraded(words);
    }
}

/// <summary>The catalog is needed to learn of moves only: without it the service goes on with the map that it has.</summary>
internal sealed class CatalogHealth(ShardSet shards, Catalog catalog, ShardMap map) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        catalog.Behind is { } behind ? HealthCheckResult.Unhealthy($"The catalog is {behind}")
            : await Probe.AnswersAsync(shards.Catalog, cancellationToken)
            ? HealthCheckResult.Healthy()
            : map.Current.IsComplete
                ? HealthCheckResult.Degraded("The catalog does not answer; the last known map is in use.")
                : HealthCheckResult.Degraded("The catalog does not answer; some slots have no known shard.");
}

internal static class Probe
{
    public static async Task<bool> AnswersAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = source.CreateCommand("select 1");
            command.CommandTimeout = 3;
            await command.ExecuteScalarAsync(cancellationToken);
            return true;
        }
        catch (Exception fault) when (fault is NpgsqlException or TimeoutException)
        {
            return false;
        }
    }
}
