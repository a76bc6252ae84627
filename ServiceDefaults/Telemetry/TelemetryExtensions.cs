using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace BidForge.ServiceDefaults.Telemetry;

internal static class TelemetryExtensions
{
    private static readonly string[] Sources =
        ["Microsoft.AspNetCore", "System.Net.Http", "Npgsql", "MassTransit", "Yarp.ReverseProxy", "BidForge.*"];

    private static readonly string[] Meters =
    [
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", "Npgsql", "MassTransit", "BidForge.*",
    ];

    public static void AddTelemetry(this WebApplicationBuilder builder, string serviceName)
    {
        // Server spans then carry the semantic-convention tags without an instrumentation package.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);
        var resource = ResourceBuilder.CreateDefault().AddService(builder.Configuration["OTEL_SERVICE_NAME"] ?? serviceName);
        var export = !string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        var prometheus = new PrometheusExporter();
        builder.Services.AddSingleton(prometheus);
        builder.Services.AddSingleton(_ =>
        {
            var tracing = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(Sources).AddProcessor(new SpansWithoutIds());
            return (export ? tracing.AddOtlpExporter() : tracing).Build();
        });
        builder.Services.AddSingleton(_ =>
        {
            var metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(Meters)
                .AddReader(new BaseExportingMetricReader(prometheus));
            return (export ? metrics.AddOtlpExporter() : metrics).Build();
        });
        builder.Services.AddHostedService<TelemetryLifetime>();
    }

    public static void MapMetrics(this WebApplication app) =>
        app.MapGet("/metrics", async (HttpContext context, PrometheusExporter exporter) =>
        {
            context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
            await context.Response.WriteAsync(await exporter.ScrapeAsync(context.RequestAborted), context.RequestAborted);
        }).AllowAnonymous().ExcludeFromDescription();
}
