using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BidForge.ServiceDefaults.Telemetry;

/// <summary>Meter <c>BidForge.Health</c>: what /health says, asked every 15 s.</summary>
internal sealed class DependencyMetrics : IHealthCheckPublisher
{
    private readonly ConcurrentDictionary<string, (HealthStatus Status, TimeSpan Took)> _checks = new(StringComparer.Ordinal);

    public DependencyMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("BidForge.Health");
        meter.CreateObservableGauge("bidforge.dependency.health", () => _checks.Select(check => Measure((int)check.Value.Status / 2.0, check.Key)), null,
            "What the process needs: 1 works, 0.5 is away but can be done without, 0 is away and can't.");
        meter.CreateObservableGauge("bidforge.dependency.check_duration", () => _checks.Select(check => Measure(check.Value.Took.TotalSeconds, check.Key)), "s",
            "How long the last look at it took.");
    }

    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        foreach (var (name, entry) in report.Entries)
            _checks[name] = (entry.Status, entry.Duration);
        return Task.CompletedTask;
    }

    private static Measurement<double> Measure(double value, string dependency) => new(value, new KeyValuePair<string, object?>("dependency", dependency));
}
