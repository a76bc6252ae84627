using BidForge.Caching.Memory;
using BidForge.Caching.Redis;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;

namespace BidForge.Caching;

/// <summary>Gives a service a cache in two layers: its own memory, and Redis shared by all replicas.</summary>
public static class CachingExtensions
{
    /// <summary>
    /// Registers <see cref="HybridCache"/>. Values live in memory and in Redis; a removal by key or tag reaches every replica at once.
    /// While Redis is away the cache works from memory and source, and health says <c>redis</c> is degraded.
    /// </summary>
    /// <param name="builder">The service's host.</param>
    /// <param name="connectionName">The connection string's name; its form is <c>host:port,password=...</c>.</param>
    public static TBuilder AddHybridCaching<TBuilder>(this TBuilder builder, string connectionName)
        where TBuilder : IHostApplicationBuilder
    {
        builder.AddRedis(connectionName);
        var services = builder.Services;
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<CachingOptions>().BindConfiguration("Caching").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<CachingMetrics>();
        services.AddSingleton<Invalidations>();
        services.AddSingleton<MemoryLayer>();
        services.AddSingleton<Flights>();
        services.AddSingleton<RedisCircuit>();
        services.AddSingleton<PendingRemovals>();
        services.AddSingleton<RedisLayer>();
        services.AddSingleton<InvalidationChannel>();
        services.AddHostedService<CacheStart>();
        services.AddSingleton<HybridCache, LayeredCache>();
        return builder;
    }

    /// <summary>
    /// Registers <see cref="IConnectionMultiplexer"/> and the health check <c>redis</c>, for limits, locks and fan-out. It never throws
    /// for a Redis that is away at start, and reconnects by itself; calls made meanwhile throw <see cref="RedisConnectionException"/>.
    /// </summary>
    public static TBuilder AddRedis<TBuilder>(this TBuilder builder, string connectionName)
        where TBuilder : IHostApplicationBuilder
    {
        var connectionString = builder.Configuration.GetConnectionString(connectionName)
            ?? throw new InvalidOperationException($"The connection string '{connectionName}' is missing.");
        if (builder.Services.Any(service => service.ServiceType == typeof(IConnectionMultiplexer))) return builder;
        builder.Services.AddSingleton<IConnectionMultiplexer>(_ => RedisConnection.Connect(connectionString));
        builder.Services.AddHealthChecks().AddCheck<RedisHealthCheck>("redis", HealthStatus.Degraded, ["ready"]);
        return builder;
    }
}
