using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace BidForge.ServiceDefaults.Telemetry;

/// <summary>Comes first among what starts and asks for the providers, so that nothing which the others count goes unheard.</summary>
internal sealed class ProvidersFirst(TracerProvider traces, MeterProvider metrics) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken)
    {
        traces.ForceFlush(2000);
        metrics.ForceFlush(2000);
        return Task.CompletedTask;
    }
}

/// <summary>Asks for <typeparamref name="T"/>, which does its work by being made.</summary>
internal sealed class MadeAtStart<T> : IHostedService
    where T : class
{
    public MadeAtStart(T made) => ArgumentNullException.ThrowIfNull(made);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
