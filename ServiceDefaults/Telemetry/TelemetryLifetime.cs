using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace BidForge.ServiceDefaults.Telemetry;

/// <summary>Makes the providers at start, so that nothing goes unrecorded, and flushes them at the end.</summary>
internal sealed class TelemetryLifetime(TracerProvider traces, MeterProvider metrics) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken)
    {
        traces.ForceFlush(2000);
        metrics.ForceFlush(2000);
        return Task.CompletedTask;
    }
}
