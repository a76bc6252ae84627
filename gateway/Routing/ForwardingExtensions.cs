using System.Net;
using BidForge.ServiceDefaults.Discovery;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Telemetry;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;
using Yarp.ReverseProxy.Transforms;

namespace BidForge.Gateway.Routing;

internal static class ForwardingExtensions
{
    public static void AddForwarding(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ForwardingOptions>().BindConfiguration("Forwarding").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<IPassiveHealthCheckPolicy, ConnectFailurePolicy>();
        builder.Services.AddSingleton<IProxyConfigProvider>(services => new InMemoryConfigProvider(
            RouteTable.Routes,
            Clusters.Of(services.GetRequiredService<ServiceAddresses>(), services.GetRequiredService<IOptions<ForwardingOptions>>().Value)));
        builder.Services.AddInstruments<ReplicaMetrics>();
        var connect = TimeSpan.FromSeconds(builder.Configuration.GetValue("Forwarding:ConnectSeconds", new ForwardingOptions().ConnectSeconds));
        builder.Services.AddReverseProxy()
            .ConfigureHttpClient((_, handler) =>
            {
                handler.ConnectTimeout = connect;
                handler.AutomaticDecompression = DecompressionMethods.None;
                handler.PooledConnectionIdleTimeout = TimeSpan.FromSeconds(60);
                // One address may stand for many replicas: a connection is kept with the one it reached, and new replicas get work as connections are made anew.
                handler.PooledConnectionLifetime = TimeSpan.FromMinutes(2);
            })
            .AddTransforms(transforms =>
            {
                transforms.AddOriginalHost();
                transforms.AddXForwarded(ForwardedTransformActions.Set);
                transforms.AddRequestHeaderRemove("Forwarded");
                transforms.AddResponseTransform(Stopping.HearAsync);
            });
        builder.Logging.AddFilter("Yarp", LogLevel.Error);
    }

    public static void MapForwarding(this WebApplication app)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("BidForge.Gateway.Retry");
        app.Map("/api/{**path}", () => Problem.NotFound(ProblemCodes.NotFound, "path")).ExcludeFromDescription();
        app.MapReverseProxy(proxy =>
        {
            proxy.Use(async (context, next) =>
            {
                await next(context);
                await FailureAnswer.WriteAsync(context, context.GetReverseProxyFeature().Cluster.Config.ClusterId);
            });
            proxy.Use((context, next) => Retry.RunAsync(context, next, logger));
            proxy.UseLoadBalancing();
            proxy.UsePassiveHealthChecks();
        });
    }

    /// <summary>The id in the route table, or <see cref="OwnRoute.Id"/>; null for documents and probes, which are for anybody at any rate.</summary>
    public static string? RouteId(this HttpContext context) => context.GetEndpoint()?.Metadata switch
    {
        null => null,
        var metadata when metadata.GetMetadata<RouteModel>() is { } route => route.Config.RouteId,
        var metadata => metadata.GetMetadata<OwnRoute>() is null ? null : OwnRoute.Id,
    };

    /// <summary>Where it is forwarded to.</summary>
    public static string? ServiceName(this HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<RouteModel>()?.Config.ClusterId;
}
