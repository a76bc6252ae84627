using Npgsql;
using static BidForge.AppHost.Tests.Cli.MigrateRun;

namespace BidForge.AppHost.Tests.Cli;

/// <summary>What a migration waits for, and for how long.</summary>
public sealed class MigrateWaitTests(Servers servers)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("auth", "auth", "select pg_advisory_xact_lock(1651860586)")]
    [InlineData("bid", "bid0", "select pg_advisory_xact_lock(422625241447)")]
    public async Task A_lock_that_somebody_holds_ends_the_wait_and_not_the_others(string service, string database, string takeLock)
    {
        var databases = await EmptyAsync(servers);
        await using var holder = new NpgsqlConnection(databases[$"ConnectionStrings__{database}"]);
        await holder.OpenAsync(Stop);
        await using var transaction = await holder.BeginTransactionAsync(Stop);
        await using (var take = new NpgsqlCommand(takeLock, holder, transaction))
            await take.ExecuteNonQueryAsync(Stop);

        var held = await MigrateAsync(databases, 1, "--only", service, "--lock-timeout", "1");
        Assert.Equal([database], held.Where(report => State(report) is "locked").Select(Database));
        Assert.All(held.Where(report => Database(report) != database), report => Assert.Equal("applied", State(report)));

        await transaction.RollbackAsync(Stop);
        var free = await MigrateAsync(databases, 0, "--only", service);
        Assert.Equal([database], free.Where(report => State(report) is "applied").Select(Database));
    }

    [Fact]
    public async Task A_table_in_use_ends_the_wait_and_leaves_nothing_half_done()
    {
        var databases = await EmptyAsync(servers);
        await MigrateAsync(databases, 0, "--only", "auth");
        var auth = databases["ConnectionStrings__auth"];
        // Back before the last migration: what it adds is gone and not remembered.
        await ExecuteAsync(auth, """
            alter table companies drop column plan, drop column plan_version;
            delete from "__EFMigrationsHistory" where "MigrationId" = (select max("MigrationId") from "__EFMigrationsHistory");
            """);
        await using var reader = new NpgsqlConnection(auth);
        await reader.OpenAsync(Stop);
        await using var transaction = await reader.BeginTransactionAsync(Stop);
        await using (var read = new NpgsqlCommand("select count(*) from companies", reader, transaction))
            await read.ExecuteScalarAsync(Stop);

        var report = Assert.Single(await MigrateAsync(databases, 1, "--only", "auth", "--lock-timeout", "1"));
        Assert.Equal("locked", State(report));
        await transaction.RollbackAsync(Stop);
        Assert.Equal("applied", State(Assert.Single(await MigrateAsync(databases, 0, "--only", "auth"))));
    }

    [Fact]
    public async Task Waiting_ends_when_the_database_comes()
    {
        var databases = await EmptyAsync(servers);
        var later = $"later_{Guid.NewGuid():N}";
        var known = databases["ConnectionStrings__file"];
        databases["ConnectionStrings__file"] = new NpgsqlConnectionStringBuilder(known) { Database = later }.ConnectionString;
        Assert.Equal("failed", State(Assert.Single(await MigrateAsync(databases, 1, "--only", "file"))));

        var waiting = MigrateAsync(databases, 0, "--only", "file", "--wait");
        await ExecuteAsync(known, $"create database {later} strategy file_copy");
        Assert.Equal("applied", State(Assert.Single(await waiting)));
    }
}
