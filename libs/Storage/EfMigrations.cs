using BidForge.Migrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace BidForge.Storage;

/// <summary>The migrations of an EF Core database, for <c>migrate</c> on a service's command line.</summary>
public static class EfMigrations
{
    /// <summary>Brings <c>ConnectionStrings:{name}</c> to this program's version and answers with the process's exit code.</summary>
    public static Task<int> MigrateAsync<TDb>(this IConfiguration configuration, string name, string[] args, Func<DbContextOptions<TDb>, TDb> create)
        where TDb : DbContext
    {
        var connection = configuration.GetConnectionString(name) ?? throw new InvalidOperationException($"ConnectionStrings__{name} is not set.");
        return MigrateCommand.RunAsync(args, arguments =>
        {
            var source = NpgsqlDataSource.Create(arguments.Limit(connection));
            var options = new DbContextOptionsBuilder<TDb>().UseNpgsql(source)
                .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));
            return [new EfDatabase(name, source, create(options.Options))];
        });
    }
}

/// <summary>A database whose migrations are EF Core's.</summary>
internal sealed class EfDatabase(string name, NpgsqlDataSource source, DbContext context) : IMigratedDatabase
{
    public string Name => name;

    public async Task<IReadOnlyList<MigrationStep>> PendingAsync(CancellationToken cancellationToken)
    {
        // EF takes a database that does not exist for an empty one.
        await using (await source.OpenConnectionAsync(cancellationToken))
        {
        }
        var all = context.Database.GetMigrations().ToList();
        var pending = await context.Database.GetPendingMigrationsAsync(cancellationToken);
        var migrator = context.GetService<IMigrator>();
        return [.. pending.Select(step => new MigrationStep(step, migrator.GenerateScript(all.TakeWhile(other => other != step).LastOrDefault("0"), step)))];
    }

    public async Task<IReadOnlyList<string>> ApplyAsync(CancellationToken cancellationToken)
    {
        await using var turn = await MigrationTurn.TakeAsync(source, cancellationToken);
        var pending = (await context.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
        await context.Database.MigrateAsync(cancellationToken);
        return pending;
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        await source.DisposeAsync();
    }
}
