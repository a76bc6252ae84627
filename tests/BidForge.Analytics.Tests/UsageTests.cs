using System.Text.Json;
using Aspire.Hosting.Testing;
using BidForge.Contracts;
using BidForge.Contracts.Auth;
using BidForge.Contracts.Files;
using BidForge.ServiceDefaults.Plans;
using Npgsql;
using StackExchange.Redis;

namespace BidForge.Analytics.Tests;

public sealed class UsageTests(AnalyticsSystem system)
{
    private const string Path = "/api/v1/usage";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static DateOnly Today => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    [Fact]
    public async Task Bids_and_storage_count_once_however_often_and_late_they_are_told_and_for_their_own_company_alone()
    {
        var contractor = await system.RegisterAsync(CompanyKind.Contractor);
        var sub = await system.RegisterAsync(CompanyKind.Subcontractor);
        Staged one = new(contractor.Id), two = new(contractor.Id);
        var bid = Guid.CreateVersion7();
        var submitted = one.Submitted(sub.Id, bid) with { AcceptedAt = one.Now };
        object[] events =
        [
            submitted, one.Revised(sub.Id, bid, 2), one.Withdrawn(sub.Id, bid, 3), submitted with { BidId = Guid.CreateVersion7() },
            two.Submitted(sub.Id, Guid.CreateVersion7()) with { AcceptedAt = two.Now },
            new StorageChanged(sub.Id, 5_000, 2, one.Now), new StorageChanged(sub.Id, 3_000, 1, one.Now),
            new CompanyPlanChanged(sub.Id, Plan.Pro, Plan.Free, 2, one.Now), new CompanyPlanChanged(sub.Id, Plan.Enterprise, Plan.Free, 1, one.Now),
        ];
        await system.PublishAsync(events, times: 2);
        await system.PublishAsync(events);

        var usage = await sub.ReadAsync(Path);
        Assert.Equal((2, 5_000, "pro"), (Amount(usage, "bids"), Amount(usage, "storageBytes"), usage.GetProperty("plan").GetString()));
        Assert.Equal(20_000, usage.GetProperty("bids").GetProperty("limit").GetInt64());
        var month = Assert.Single(usage.GetProperty("months").EnumerateArray());
        Assert.Equal(
            (usage.GetProperty("month").GetString(), 2, 5_000),
            (month.GetProperty("month").GetString(), month.GetProperty("bids").GetInt32(), month.GetProperty("storageBytes").GetInt32()));

        var others = await contractor.ReadAsync(Path);
        Assert.Equal((0, 0, 0, "free"), (Amount(others, "bids"), Amount(others, "storageBytes"), others.GetProperty("months").GetArrayLength(), others.GetProperty("plan").GetString()));
    }

    [Fact]
    public async Task Requests_are_collected_once_however_often_they_are_looked_at_and_go_on_where_redis_begins_anew()
    {
        var sub = await system.RegisterAsync(CompanyKind.Subcontractor);
        await using var connection = await ConnectionMultiplexer.ConnectAsync((await system.App.GetConnectionStringAsync("redis", Cancel))!);
        var (redis, key) = (connection.GetDatabase(), RequestCounts.Day(Today));
        await CountAsync(7, epoch: 1_000);
        await sub.ReadUntilAsync(Path, usage => Amount(usage, "requests") is 7);
        await CountAsync(8, epoch: 1_000);
        await sub.ReadUntilAsync(Path, usage => Amount(usage, "requests") is 8);

        await redis.KeyDeleteAsync(key);
        await CountAsync(2, epoch: 2_000);
        await sub.ReadUntilAsync(Path, usage => Amount(usage, "requests") is 10);
        await Task.Delay(1_500, Cancel);
        Assert.Equal(10, Amount(await sub.ReadAsync(Path), "requests"));

        Task CountAsync(long total, long epoch) => redis.HashSetAsync(key, [new(RequestCounts.Epoch, epoch), new(sub.Id.ToString("N"), total)]);
    }

    [Fact]
    public async Task Months_of_usage_are_made_ahead_and_dropped_when_they_are_too_old()
    {
        await using var database = NpgsqlDataSource.Create((await system.App.GetConnectionStringAsync("analytics-db", Cancel))!);
        var (ahead, old, kept) = (Name(Today.AddMonths(3)), Name(Today.AddMonths(-26)), Name(Today.AddMonths(-25)));
        await DoAsync($"drop table {ahead}");
        // In one transaction, for the keeper is at work meanwhile.
        await DoAsync($"""
            select create_usage_months('{Today.AddMonths(-26):yyyy-MM-dd}', '{Today.AddMonths(-25):yyyy-MM-dd}');
            insert into usage_days (day, company_id, feature, amount) values ('{Today.AddMonths(-26):yyyy-MM-dd}', gen_random_uuid(), 'bids', 1)
            """);

        await Eventually.TrueAsync(async () => await IsThereAsync(ahead) && !await IsThereAsync(old), "the keeper made and dropped months", Cancel);
        Assert.True(await IsThereAsync(kept));

        static string Name(DateOnly day) => $"usage_days_{day:yyyy_MM}";

        async Task DoAsync(string sql)
        {
            await using var command = database.CreateCommand(sql);
            await command.ExecuteNonQueryAsync(Cancel);
        }

        async Task<bool> IsThereAsync(string table)
        {
            await using var command = database.CreateCommand($"select to_regclass('{table}') is not null");
            return (bool)(await command.ExecuteScalarAsync(Cancel))!;
        }
    }

    private static long Amount(JsonElement usage, string feature) => usage.GetProperty(feature).GetProperty("amount").GetInt64();
}
