using BidForge.Messaging;
using BidForge.Sharding.Fences;
using BidForge.Sharding.Map;
using BidForge.Sharding.Start;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace BidForge.Sharding;

/// <summary>Puts a service on shards.</summary>
public static class ShardingExtensions
{
    /// <summary>
    /// Finds the shards by their connection strings (<c>{prefix}0</c>, <c>{prefix}1</c> ...) and the catalog by its name, brings their schemas up,
    /// keeps the slot map, adds health checks <c>shards</c> and <paramref name="catalog"/>, and registers <see cref="SlotRouter"/> and <see cref="IShardConnections"/>.
    /// </summary>
    /// <param name="builder">The service's host.</param>
    /// <param name="prefix">What the shards are called, such as <c>bid</c>.</param>
    /// <param name="catalog">What the catalog is called.</param>
    /// <param name="schema">The service's tables on a shard; those of the fence come before them.</param>
    public static TBuilder AddSharding<TBuilder>(this TBuilder builder, string prefix, string catalog, SqlMigrations schema)
        where TBuilder : IHostApplicationBuilder
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<ShardingOptions>().BindConfiguration("Sharding").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(new ShardNames(prefix, catalog));
        services.AddSingleton(ShardSchema.With(schema));
        services.AddSingleton<ShardSet>();
        services.AddSingleton<ShardMetrics>();
        services.AddSingleton<Catalog>();
        services.AddSingleton<ShardMap>();
        services.AddSingleton<IShardConnections>(provider => provider.GetRequiredService<ShardMap>());
        services.AddSingleton<SlotRouter>();
        services.AddHostedService<ShardStart>();
        services.AddHostedService<CatalogWatch>();
        services.AddExceptionHandler<ShardFaults>();
        services.AddHealthChecks().AddCheck<ShardHealth>("shards").AddCheck<CatalogHealth>(catalog);
        return builder;
    }
}
