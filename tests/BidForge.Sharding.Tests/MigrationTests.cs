using Npgsql;

namespace BidForge.Sharding.Tests;

public sealed class MigrationTests(Servers servers)
{
    [Fact]
    public async Task A_script_runs_once_and_one_of_functions_again_when_its_text_changes()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var database = NpgsqlDataSource.Create(await servers.CreateDatabaseAsync(cancellationToken: ct));
        (string, string) table = ("a-1.sql", "create table runs (n int)");
        await new SqlMigrations([table, ("a-2.functions.sql", "insert into runs values (1)")]).RunAsync(database, ct);
        await new SqlMigrations([table, ("a-2.functions.sql", "insert into runs values (1)")]).RunAsync(database, ct);
        await new SqlMigrations([table, ("a-2.functions.sql", "insert into runs values (2)")]).RunAsync(database, ct);
        await using var runs = database.CreateCommand("select string_agg(n::text, ',' order by n) from runs");
        Assert.Equal("1,2", await runs.ExecuteScalarAsync(ct));
    }

    [Fact]
    public async Task A_script_that_fails_leaves_nothing_behind()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var database = NpgsqlDataSource.Create(await servers.CreateDatabaseAsync(cancellationToken: ct));
        await Assert.ThrowsAsync<PostgresException>(() => new SqlMigrations([("a.sql", "create table t (n int)"), ("b.sql", "select broken")]).RunAsync(database, ct));
        await using var left = database.CreateCommand("select to_regclass('t') is null and to_regclass('schema_migrations') is null");
        Assert.Equal(true, await left.ExecuteScalarAsync(ct));
    }

    [Fact]
    public async Task Processes_that_migrate_at_once_wait_for_each_other()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var database = NpgsqlDataSource.Create(await servers.CreateDatabaseAsync(cancellationToken: ct));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SqlMigrations.Embedded(typeof(Slots).Assembly, "shard-").RunAsync(database, ct)));
    }
}
