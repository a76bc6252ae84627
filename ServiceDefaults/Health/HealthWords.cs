using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BidForge.ServiceDefaults.Health;

/// <summary>One dependency, or disk or memory, as <c>/health</c> tells it.</summary>
/// <param name="Status">healthy, degraded or unhealthy.</param>
/// <param name="Milliseconds">How long it took to answer.</param>
/// <param name="UsedPercent">Of disk and memory.</param>
public sealed record CheckWords(string Status, double Milliseconds, string? Description, object? UsedPercent);

/// <summary>A health report in the words of <c>/health</c>.</summary>
public static class HealthWords
{
    public static string Of(HealthStatus status) => status.ToString().ToLowerInvariant();

    public static IReadOnlyDictionary<string, CheckWords> Of(HealthReport report) => report.Entries.ToDictionary(
        entry => entry.Key,
        entry => new CheckWords(
            Of(entry.Value.Status), Math.Round(entry.Value.Duration.TotalMilliseconds, 1), entry.Value.Description, entry.Value.Data.GetValueOrDefault(Usage.Percent)));
}
