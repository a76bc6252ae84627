using BidForge.ServiceDefaults.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using StackExchange.Redis;

namespace BidForge.Storage.Replicas;

/// <summary>A database's standby, for lists and figures.</summary>
public static class ReplicaExtensions
{
    /// <summary>
    /// Registers <see cref="StandbyReads"/> and <see cref="LogPositions"/> for a database of <see cref="DatabaseExtensions.AddDatabase{TDb}"/>. Its standby is at <c>ConnectionStrings:{name}_replica</c>, or
    /// among the servers that <c>ConnectionStrings:{name}</c> names; where neither says of one, the primary answers all and nothing is asked or noted. With a standby it needs Redis.
    /// </summary>
    public static WebApplicationBuilder AddReadReplica(this WebApplicationBuilder builder, string name, int maximumConnections = 20)
    {
        var services = builder.Services;
        services.AddOptions<ReplicaOptions>().BindConfiguration("Replicas").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => new LogPositions(provider.GetService<SeenPositions>()));
        services.AddSingleton(provider => new StandbyReads(
            provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<LogPositions>(), provider.GetService<Standby>()));
        if (builder.Address(name) is not { } address)
            return builder;
        // Shorter than the primary's: that one is still to be asked.
        var settings = builder.Settings(address, maximumConnections, commandTimeout: 5);
        services.AddInstruments<ReplicaMetrics>();
        services.AddSingleton(_ => new StandbySource(name, settings));
        services.AddSingleton(provider => new SeenPositions(
            name, provider.GetRequiredService<IConnectionMultiplexer>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IOptions<ReplicaOptions>>()));
        services.AddSingleton<PrimaryLog>();
        services.AddSingleton<StandbyWatch>();
        services.AddHostedService(provider =>
        {
            // Hears of trouble with Redis from the start on, not from the first request.
            _ = provider.GetRequiredService<SeenPositions>();
            return provider.GetRequiredService<StandbyWatch>();
        });
        services.AddSingleton<Standby>();
        return builder;
    }

    private static string? Address(this WebApplicationBuilder builder, string name) =>
        builder.Configuration.GetConnectionString($"{name}_replica") is { Length: > 0 } replica ? replica
        : builder.Configuration.GetConnectionString(name) is { } both && new NpgsqlConnectionStringBuilder(both).NamesSeveralServers() ? both
        : null;
}
