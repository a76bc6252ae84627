using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace BidForge.ServiceDefaults.Telemetry;

/// <summary>Traces and metrics of every process. docs/telemetry.md lists what there is.</summary>
public static class TelemetryExtensions
{
    private static readonly string[] Sources =
        ["Microsoft.AspNetCore", "System.Net.Http", "Npgsql", "MassTransit", "Yarp.ReverseProxy", "BidForge.*"];

    // Not MassTransit's meter: its figures carry the kind of an event, so they would tell of bids.
    private static readonly string[] Meters =
        ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", "Npgsql", "BidForge.*"];

    /// <summary>Registers a class that makes instruments, and makes it at start: what it counts is there from the first scrape on, as 0.</summary>
    public static void AddInstruments<T>(this IServiceCollection services)
        where T : class
    {
        services.AddSingleton<T>();
        services.AddHostedService<MadeAtStart<T>>();
    }

    internal static void AddTelemetry(this WebApplicationBuilder builder, string serviceName)
    {
        // Server spans then carry the semantic-convention tags without an instrumentation package.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);
        var services = builder.Services;
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(builder.Configuration["OTEL_SERVICE_NAME"] ?? serviceName))
            .WithTracing(tracing => tracing.AddSource(Sources).AddProcessor(new SpansWithoutIds()))
            .WithMetrics(metrics => metrics.AddMeter(Meters).RenameForPrometheus().AddPrometheusExporter(prometheus => prometheus.ScopeInfoEnabled = false));
        // Which of the traces are kept is OTEL_TRACES_SAMPLER's to say; the exporter's other settings are OpenTelemetry's own too.
        if (!string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
            telemetry.WithTracing(tracing => tracing.AddOtlpExporter()).WithMetrics(metrics => metrics.AddOtlpExporter())
                .WithLogging(logging => logging.AddOtlpExporter(), lines => lines.IncludeFormattedMessage = true);
        services.AddHostedService<ProvidersFirst>();
        services.AddHostedService<SlowQueries>();
        services.AddInstruments<RequestMetrics>();
        services.AddSingleton<IStartupFilter, RequestTimer>();
        services.AddInstruments<DependencyMetrics>();
        services.AddSingleton<IHealthCheckPublisher>(provider => provider.GetRequiredService<DependencyMetrics>());
        services.Configure<HealthCheckPublisherOptions>(publisher => (publisher.Delay, publisher.Period) = (TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15)));
    }

    /// <summary>/metrics: Prometheus text, or OpenMetrics for who asks for it.</summary>
    internal static void MapMetrics(this WebApplication app) => app.MapPrometheusScrapingEndpoint("/metrics").AllowAnonymous().DisableHttpMetrics();
}
