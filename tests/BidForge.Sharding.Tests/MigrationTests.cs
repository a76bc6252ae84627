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
    public async Task What_is_pending_is_told_without_touching_an_empty_database()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var database = NpgsqlDataSource.Create(await servers.CreateDatabaseAsync(cancellationToken: ct));
        var scripts = new SqlMigrations([("a-1.sql", "create table t (n int)"), ("a-2.functions.sql", "select 1")]);
        Assert.Equal(["a-1.sql", "a-2.functions.sql"], (await scripts.PendingAsync(database, ct)).Select(script => script.Name));
        await using (var left = database.CreateCommand("select to_regclass('schema_migrations') is null"))
            Assert.Equal(true, await left.ExecuteScalarAsync(ct));
        Assert.Equal(["a-1.sql", "a-2.functions.sql"], await scripts.RunAsync(database, ct));
        Assert.Empty(await scripts.PendingAsync(database, ct));
        Assert.Empty(await scripts.RunAsync(database, ct));
    }

    [Fact]
    public async Task Functions_of_a_later_version_do_not_put_the_one_before_behind()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var database = NpgsqlDataSource.Create(await servers.CreateDatabaseAsync(cancellationToken: ct));
        var before = new SqlMigrations([("a.functions.sql", "select 1")]);
        var later = new SqlMigrations([("a.functions.sql", "select 2")]);
        await before.RunAsync(database, ct);
        Assert.Equal(["a.functions.sql"], await later.MissingAsync(database, ct));
        await later.RunAsync(database, ct);
        Assert.Empty(await later.MissingAsync(database, ct));
        Assert.Empty(await before.MissingAsync(database, ct));
    }

    [Fact]
    public async Task A_database_from_before_scripts_were_hashed_is_read_as_it_is()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var database = NpgsqlDataSource.Create(await servers.CreateDatabaseAsync(cancellationToken: ct));
        await using (var old = database.CreateCommand("create table schema_migrations (name text primary key); insert into schema_migrations values ('a-1.sql')"))
            await old.ExecuteNonQueryAsync(ct);
        var scripts = new SqlMigrations([("a-1.sql", "create table t (n int)"), ("a-2.sql", "create table u (n int)")]);
        Assert.Equal(["a-2.sql"], (await scripts.PendingAsync(database, ct)).Select(script => script.Name));
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
