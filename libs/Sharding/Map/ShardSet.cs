using System.Data.Common;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Npgsql;

namespace BidForge.Sharding.Map;

/// <summary>The shards and the catalog that this process has connection strings for: <c>{prefix}0</c>, <c>{prefix}1</c> ... until one is missing.</summary>
public sealed class ShardSet : IAsyncDisposable
{
    private readonly Dictionary<string, Shard> byName;

    /// <param name="application">How its connections are called on the servers; each after its database when left out.</param>
    public ShardSet(IConfiguration configuration, ShardNames names, IOptions<ShardingOptions> options, string? application = null)
    {
        All = [.. Discover(configuration, names.Prefix).Select(found => new Shard(found.Name, Connect(found.Connection, found.Name, application, options.Value), found.Connection))];
        if (All.Count is 0)
            throw new InvalidOperationException($"ConnectionStrings__{names.Prefix}0 is not set.");
        byName = All.ToDictionary(shard => shard.Name, StringComparer.Ordinal);
        var catalog = configuration.GetConnectionString(names.Catalog) ?? throw new InvalidOperationException($"ConnectionStrings__{names.Catalog} is not set.");
        CatalogAlone = new NpgsqlConnectionStringBuilder(catalog) { ApplicationName = application ?? names.Catalog, Pooling = false, KeepAlive = 10 }.ConnectionString;
        Catalog = Connect(catalog, names.Catalog, application, new ShardingOptions { Connections = 4, PreparedStatements = 0 });
    }

    public IReadOnlyList<Shard> All { get; }

    public NpgsqlDataSource Catalog { get; }

    /// <summary>For a connection to the catalog that ends when it is closed, and with it what it holds.</summary>
    internal string CatalogAlone { get; }

    public Shard? Find(string name) => byName.GetValueOrDefault(name);

    public async ValueTask DisposeAsync()
    {
        foreach (var shard in All)
            await shard.DisposeAsync();
        await Catalog.DisposeAsync();
    }

    internal static IEnumerable<(string Name, string Connection)> Discover(IConfiguration configuration, string prefix)
    {
        for (var number = 0; configuration.GetConnectionString($"{prefix}{number}") is { Length: > 0 } connection; number++)
            yield return ($"{prefix}{number}", connection);
    }

    private static NpgsqlDataSource Connect(string connection, string name, string? application, ShardingOptions options)
    {
        var said = new DbConnectionStringBuilder { ConnectionString = connection };
        var settings = new NpgsqlConnectionStringBuilder(connection)
        {
            ApplicationName = application ?? name,
            MaxAutoPrepare = options.PreparedStatements,
            AutoPrepareMinUsages = 2,
        };
        if (!said.ContainsKey("Maximum Pool Size"))
            settings.MaxPoolSize = options.Connections;
        if (!said.ContainsKey("Timeout"))
            settings.Timeout = 5;
        if (!said.ContainsKey("Command Timeout"))
            settings.CommandTimeout = 15;
        return new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = name }.Build();
    }
}

/// <summary>What the connection strings of shards and catalog are called.</summary>
public sealed record ShardNames(string Prefix, string Catalog);
