using System.Text.Json;
using static BidForge.AppHost.Tests.Cli.MigrateRun;

namespace BidForge.AppHost.Tests.Cli;

public sealed class MigrateTests(Servers servers)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_dry_run_lists_and_leaves_undone_is_applied_once_by_two_at_once_and_then_there_is_nothing_to_do()
    {
        var databases = await EmptyAsync(servers);
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

        // Bids have three databases and a lock of their own; of the others, which migrate alike, the jobs' test (Kubernetes) starts one twice.
        var both = await Task.WhenAll(MigrateAsync(databases, 0, "--lock-timeout", "240"), MigrateAsync(databases, 0, "--only", "bid", "--lock-timeout", "240"));
        Assert.All(both.SelectMany(reports => reports), report => Assert.Equal(Steps(report).Any() ? "applied" : "current", State(report)));
        Assert.Equal(StepsOf(listed).Order(), both.SelectMany(StepsOf).Order());
        Assert.Equal(1024L, await ScalarAsync(databases["ConnectionStrings__bidcatalog"], "select count(*) from slot_map"));

        var again = await MigrateAsync(databases, 0, "--only", "bid");
        Assert.Equal(Names.Where(name => name.StartsWith("bid", StringComparison.Ordinal)), again.Select(Database));
        Assert.All(again, report => Assert.Equal("current", State(report)));
    }

    [Fact]
    public async Task Only_takes_a_service_with_all_its_databases_or_one_database()
    {
        var databases = await EmptyAsync(servers);
        Assert.Equal(["bidcatalog", "bid0", "bid1"], (await MigrateAsync(databases, 0, "--dry-run", "--only", "bid")).Select(Database));
        Assert.Equal(["bid1"], (await MigrateAsync(databases, 0, "--dry-run", "--only", "bid1")).Select(Database));
        var (code, _, errors) = await RunningCli.RunAsync(databases, "migrate", "--no-build", "--only", "bid2");
        Assert.Equal(1, code);
        Assert.Contains("bid1", errors);
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
}
