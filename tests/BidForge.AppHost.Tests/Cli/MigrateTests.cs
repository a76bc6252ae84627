using System.Text.Json;
using Npgsql;

namespace BidForge.AppHost.Tests.Cli;

[Collection(nameof(PostgresIsKilled))]
public sealed class MigrateTests(Servers servers)
{
    private static readonly string[] Names = ["auth", "project", "bidcatalog", "bid0", "bid1", "notification", "analytics", "file"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_dry_run_lists_and_leaves_undone_is_applied_once_by_two_at_once_and_then_there_is_nothing_to_do()
    {
        var databases = await EmptyAsync();
        var listed = await MigrateAsync(databases, 0, "--dry-run", "--sql");
        Assert.Equal(Names, listed.Select(Database));
        Assert.All(listed, report =>
        {
            Assert.Equal("pending", State(report));
            Assert.NotEmpty(Steps(report));
            Assert.Contains("create table", report.GetProperty("sql").GetString(), StringComparison.OrdinalIgnoreCase);
        });
        foreach (var name in Names)
            Assert.Equal(0L, await ScalarAsync(databases[$"ConnectionStrings__{name}"], "select count(*) from pg_tables where schemaname = 'public'"));

        // Bids have three databases and a lock of their own; that the others can be migrated twice is the jobs' test (Kubernetes).
        var both = await Task.WhenAll(MigrateAsync(databases, 0, "--lock-timeout", "240"), MigrateAsync(databases, 0, "--only", "bid", "--lock-timeout", "240"));
        Assert.All(both.SelectMany(reports => reports), report => Assert.Equal(Steps(report).Any() ? "applied" : "current", State(report)));
        Assert.Equal(StepsOf(listed).Order(), both.SelectMany(StepsOf).Order());
        Assert.Equal(1024L, await ScalarAsync(databases["ConnectionStrings__bidcatalog"], "select count(*) from slot_map"));

        var again = await MigrateAsync(databases, 0, "--only", "bid");
        Assert.Equal(Names.Where(name => name.StartsWith("bid", StringComparison.Ordinal)), again.Select(Database));
        Assert.All(again, report => Assert.Equal("current", State(report)));
    }

    [Theory]
    [InlineData("auth", "auth", "select pg_advisory_xact_lock(1651860586)")]
    [InlineData("bid", "bid0", "select pg_advisory_xact_lock(422625241447)")]
    public async Task A_lock_that_somebody_holds_ends_the_wait_and_not_the_others(string service, string database, string takeLock)
    {
        var databases = await EmptyAsync();
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
        var databases = await EmptyAsync();
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
    public async Task Only_takes_a_service_with_all_its_databases_or_one_database()
    {
        var databases = await EmptyAsync();
        Assert.Equal(["bidcatalog", "bid0", "bid1"], (await MigrateAsync(databases, 0, "--dry-run", "--only", "bid")).Select(Database));
        Assert.Equal(["bid1"], (await MigrateAsync(databases, 0, "--dry-run", "--only", "bid1")).Select(Database));
        var (code, _, errors) = await RunningCli.RunAsync(databases, "migrate", "--no-build", "--only", "bid2");
        Assert.Equal(1, code);
        Assert.Contains("bid1", errors);
    }

    [Fact]
    public async Task Waiting_ends_when_the_database_comes()
    {
        var databases = await EmptyAsync();
        var later = $"later_{Guid.NewGuid():N}";
        var known = databases["ConnectionStrings__file"];
        databases["ConnectionStrings__file"] = new NpgsqlConnectionStringBuilder(known) { Database = later }.ConnectionString;
        Assert.Equal("failed", State(Assert.Single(await MigrateAsync(databases, 1, "--only", "file"))));

        var waiting = MigrateAsync(databases, 0, "--only", "file", "--wait");
        await ExecuteAsync(known, $"create database {later} strategy file_copy");
        Assert.Equal("applied", State(Assert.Single(await waiting)));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("241")]
    public async Task A_time_limit_out_of_range_is_not_understood(string seconds)
    {
        var (code, _, errors) = await RunningCli.RunAsync("migrate", "--no-build", "--lock-timeout", seconds);
        Assert.Equal(2, code);
        Assert.Contains("--lock-timeout", errors);
    }

    private async Task<Dictionary<string, string>> EmptyAsync()
    {
        var databases = new Dictionary<string, string>();
        foreach (var name in Names)
            databases[$"ConnectionStrings__{name}"] = await servers.CreateDatabaseAsync(cancellationToken: Stop);
        return databases;
    }

    private static async Task<List<JsonElement>> MigrateAsync(Dictionary<string, string> databases, int expected, params string[] arguments)
    {
        var (code, output, errors) = await RunningCli.RunAsync(databases, ["migrate", "--no-build", "--json", .. arguments]);
        Assert.True(code == expected, output + errors);
        return [.. JsonElement.Parse(output).EnumerateArray()];
    }

    private static string Database(JsonElement report) => report.GetProperty("database").GetString()!;

    private static string State(JsonElement report) => report.GetProperty("state").GetString()!;

    private static IEnumerable<string> Steps(JsonElement report) => report.GetProperty("steps").EnumerateArray().Select(step => step.GetString()!);

    private static IEnumerable<(string Database, string Step)> StepsOf(IEnumerable<JsonElement> reports) =>
        reports.SelectMany(report => Steps(report).Select(step => (Database(report), step)));

    private static async Task<object?> ScalarAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Stop);
    }

    private static async Task ExecuteAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(Stop);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Stop);
    }
}
