using BidForge.Features;
using BidForge.ServiceDefaults.Discovery;
using BidForge.ServiceDefaults.Errors;
using BidForge.ServiceDefaults.Health;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Stopping;
using BidForge.ServiceDefaults.Telemetry;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace BidForge.ServiceDefaults;

/// <summary>What every BidForge process has, so that each Program.cs says only what is its own.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>For every process: secrets from files, logs, telemetry, health, addresses of the other services, a clean drain.</summary>
    public static WebApplicationBuilder AddProcessDefaults(this WebApplicationBuilder builder, string serviceName)
    {
        builder.AddSecretFiles();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.AddConsoleLogs();
        builder.AddTelemetry(serviceName);
        builder.AddErrors(serviceName);
        builder.AddHealth();
        builder.AddServiceDiscovery();
        builder.AddDrain();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1024 * 1024;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(20));
        return builder;
    }

    /// <summary>For every API service: the process defaults plus tokens, strict JSON, feature flags, problem details and an OpenAPI document.</summary>
    public static WebApplicationBuilder AddServiceDefaults(this WebApplicationBuilder builder, string serviceName)
    {
        builder.AddProcessDefaults(serviceName);
        builder.Services.AddBidForgeTokens();
        builder.Services.AddBidForgeProblems();
        builder.Services.AddStrictJson();
        builder.Configuration.AddFeatureFile();
        builder.Services.AddFeatures();
        builder.Services.AddOpenApi(openApi => openApi.AddDocumentTransformer<BearerSecurity>());
        return builder;
    }

    /// <summary>/alive, /health and /metrics: for every process, never behind a token, never on the public gateway routes of others.</summary>
    public static WebApplication MapProcessDefaults(this WebApplication app)
    {
        app.MapHealth();
        app.MapMetrics();
        return app;
    }

    /// <summary>The middle of every API service: problems, tokens, and its standard endpoints. Call before mapping features.</summary>
    public static WebApplication UseServiceDefaults(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapProcessDefaults();
        app.MapOpenApi("/openapi/v1.json").AllowAnonymous();
        return app;
    }
}
