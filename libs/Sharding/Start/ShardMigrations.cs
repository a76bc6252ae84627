using BidForge.Migrations;
using BidForge.Sharding.Map;
using BidForge.Sharding.Start;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Npgsql;

namespace BidForge.Sharding;

/// <summary>The scripts of catalog and shards, for <c>migrate</c> on a service's command line.</summary>
public static class ShardMigrations
{
    /// <summary>Brings the catalog and every shard to this program's version and answers with the process's exit code.</summary>
    public static Task<int> MigrateShardsAsync(this IConfiguration configuration, string prefix, string catalog, SqlMigrations schema, string[] args) =>
        MigrateCommand.RunAsync(args, arguments => Open(configuration, new(prefix, catalog), ShardSchema.With(schema).Migrations, arguments));

    private static IEnumerable<IMigratedDatabase> Open(IConfiguration configuration, ShardNames names, SqlMigrations schema, MigrateArguments arguments)
    {
        var limited = new ConfigurationBuilder().AddInMemoryCollection(
            ShardSet.Discover(configuration, names.Prefix).Select(shard => shard.Name).Append(names.Catalog)
                .Select(name => KeyValuePair.Create($"ConnectionStrings:{name}", configuration.GetConnectionString(name) is { } address ? arguments.Limit(address) : null)))
            .Build();
        var shards = new ShardSet(limited, names, Options.Create(new ShardingOptions()), "migrate");
        yield return new CatalogDatabase(names.Catalog, shards);
        foreach (var shard in shards.All)
            yield return new ShardDatabase(shard, schema);
    }

    private static IReadOnlyList<MigrationStep> Steps(IReadOnlyList<(string Name, string Sql)> scripts) =>
        [.. scripts.Select(script => new MigrationStep(script.Name, script.Sql))];

    private sealed class CatalogDatabase(string name, ShardSet shards) : IMigratedDatabase
    {
        public string Name => name;

        public async Task<IReadOnlyList<MigrationStep>> PendingAsync(CancellationToken cancellationToken) =>
            Steps(await Catalog.Migrations.PendingAsync(shards.Catalog, cancellationToken));

        public Task<IReadOnlyList<string>> ApplyAsync(CancellationToken cancellationToken) => new Catalog(shards).PrepareAsync(cancellationToken);

        // The shards' pools are those of the databases that come after.
        public ValueTask DisposeAsync() => shards.Catalog.DisposeAsync();
    }

    private sealed class ShardDatabase(Shard shard, SqlMigrations schema) : IMigratedDatabase
    {
        public string Name => shard.Name;

        public async Task<IReadOnlyList<MigrationStep>> PendingAsync(CancellationToken cancellationToken) => Steps(await schema.PendingAsync(shard.Source, cancellationToken));

        public Task<IReadOnlyList<string>> ApplyAsync(CancellationToken cancellationToken) => schema.RunAsync(shard.Source, cancellationToken);

        public ValueTask DisposeAsync() => shard.DisposeAsync();
    }
}
