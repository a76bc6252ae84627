using System.Data.Common;
using BidForge.ServiceDefaults.Health;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace BidForge.Storage;

/// <summary>The one EF Core database of a service.</summary>
public static class DatabaseExtensions
{
    private static readonly StandbyInterceptor Standby = new();
    private static readonly NoSavepoints NoSavepoints = new();

    /// <summary>
    /// Registers <typeparamref name="TDb"/> over <c>ConnectionStrings:{name}</c>, with its health check, its migrations at start and the clean-up of old idempotency keys.
    /// With <c>Migrations:AtStart</c> false the service does not migrate, and is not ready while its database is behind.
    /// </summary>
    public static WebApplicationBuilder AddDatabase<TDb>(this WebApplicationBuilder builder, string name, int maximumConnections = 20)
        where TDb : DbContext
    {
        var connection = builder.Configuration.GetConnectionString(name)
            ?? throw new InvalidOperationException($"ConnectionStrings__{name} is not set.");
        var settings = builder.Settings(connection, maximumConnections, commandTimeout: 15);
        // The relay's connections and migrations are made from the same words.
        if (settings.NamesSeveralServers() && settings.TargetSessionAttributes is not ("primary" or "read-write"))
            throw new InvalidOperationException($"ConnectionStrings__{name} names several servers: it must say Target Session Attributes=primary.");
        // Named, for metrics would call it by its whole connection string.
        builder.Services.AddSingleton(_ => new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = name }.Build());
        builder.Services.AddDbContextPool<TDb>((services, options) => options
            .UseNpgsql(services.GetRequiredService<NpgsqlDataSource>())
            .AddInterceptors(Standby, NoSavepoints)
            // What fails reaches its caller, who may have expected it (a unique index is an arbiter): logging it here too would report faults that are none.
            .ConfigureWarnings(warnings => warnings
                .Ignore(RelationalEventId.PendingModelChangesWarning)
                .Log((RelationalEventId.CommandError, LogLevel.Debug), (CoreEventId.SaveChangesFailed, LogLevel.Debug), (CoreEventId.OptimisticConcurrencyException, LogLevel.Debug))));
        builder.Services.AddHealthChecks().AddPostgres(name, services => services.GetRequiredService<NpgsqlDataSource>());
        if (builder.Configuration.GetValue("Migrations:AtStart", true))
            builder.Services.AddHostedService<MigrateAtStart<TDb>>();
        else
        {
            builder.Services.AddSingleton<SchemaCheck<TDb>>();
            builder.Services.AddHealthChecks().AddCheck<SchemaCheck<TDb>>($"{name}-schema");
        }
        builder.Services.AddHostedService<Idempotency.ForgetOldKeys<TDb>>();
        return builder;
    }

    /// <summary>The connection string with what it leaves open.</summary>
    internal static NpgsqlConnectionStringBuilder Settings(this WebApplicationBuilder builder, string connection, int maximumConnections, int commandTimeout)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection)
        {
            ApplicationName = builder.Environment.ApplicationName,
        };
        var said = new DbConnectionStringBuilder { ConnectionString = connection };
        if (!said.ContainsKey("Maximum Pool Size"))
            settings.MaxPoolSize = maximumConnections;
        if (!said.ContainsKey("Timeout"))
            settings.Timeout = 5;
        if (!said.ContainsKey("Command Timeout"))
            settings.CommandTimeout = commandTimeout;
        return settings;
    }

    internal static bool NamesSeveralServers(this NpgsqlConnectionStringBuilder settings) => settings.Host?.Contains(',', StringComparison.Ordinal) is true;
}
