using BidForge.Bids.Tests.Support;
using BidForge.Contracts;
using BidForge.Sharding.Map;
using Microsoft.Extensions.DependencyInjection;

namespace BidForge.Bids.Tests.Bidding;

public sealed class DeadlineTests(Servers servers)
{
    [Fact]
    public async Task A_bid_a_moment_late_is_refused_with_both_times_and_the_rule()
    {
        var market = await Market.OpenAsync(servers.First);
        var bidder = Person.Of(CompanyKind.Subcontractor);
        using var client = servers.First.As(bidder);

        // The package is locked while the bid travels; when the lock is let go the due time is one millisecond in the past.
        var shard = servers.First.Services.GetRequiredService<ShardMap>().ForSlot(market.Slot);
        await using var connection = await shard.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await ExecuteAsync(connection, "select from package_terms where package_id = $1 for update", market.PackageId);
        var submitting = client.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/bids", Market.Bid());
        await Eventually.TrueAsync(async () =>
        {
            await using var waiting = shard.CreateCommand("select count(*) from pg_stat_activity where $1 = any (pg_blocking_pids(pid))");
            waiting.Parameters.Add(new() { Value = connection.ProcessID });
            return (long)(await waiting.ExecuteScalarAsync())! > 0;
        }, "the bid waits for the package", default);
        await ExecuteAsync(connection, "update package_terms set due_at = clock_timestamp() - interval '1 millisecond' where package_id = $1", market.PackageId);
        await transaction.CommitAsync();

        var problem = await submitting.RefusedAsync(409, "bid.deadline-passed");
        var late = problem.Time("receivedAt") - problem.Time("dueAt");
        Assert.True(late >= TimeSpan.FromMilliseconds(1), $"{late} late");
        Assert.Equal("America/Chicago", problem.Text("timeZone"));
        Assert.Contains("database clock", problem.Text("rule"), StringComparison.Ordinal);
        Assert.Equal(0L, await servers.AskAsync<long>(market, "select count(*) from bids where package_id = $1"));
    }

    [Fact]
    public async Task Revising_and_withdrawing_end_at_the_deadline_too()
    {
        var market = await Market.OpenAsync(servers.First);
        var bidder = Person.Of(CompanyKind.Subcontractor);
        var bid = (await market.SubmitAsync(bidder)).GetProperty("bid").Id("id");
        await market.ChangeAsync(terms => terms with { DueAt = TimeProvider.System.GetUtcNow() });
        using var client = servers.First.As(bidder);
        await client.WriteAsync(HttpMethod.Put, $"/bids/{bid}", Market.Bid(1m), ifMatch: "\"1\"").RefusedAsync(409, "bid.deadline-passed");
        await client.WriteAsync(HttpMethod.Post, $"/bids/{bid}/withdraw", null, ifMatch: "\"1\"").RefusedAsync(409, "bid.deadline-passed");
    }

    [Theory]
    [InlineData(600)]
    [InlineData(-600)]
    public async Task A_service_whose_clock_is_wrong_decides_the_same(int seconds)
    {
        await using var skewed = servers.Start(configure: services => services.AddSingleton<TimeProvider>(new SkewedClock(TimeSpan.FromSeconds(seconds))));
        var market = await Market.OpenAsync(servers.First, due: TimeSpan.FromSeconds(300));
        var before = TimeProvider.System.GetUtcNow();
        var acceptance = await market.SubmitAsync(Person.Of(CompanyKind.Subcontractor), through: skewed);
        Assert.InRange(acceptance.Time("acceptedAt"), before.AddSeconds(-2), TimeProvider.System.GetUtcNow().AddSeconds(2));

        await market.ChangeAsync(terms => terms with { DueAt = TimeProvider.System.GetUtcNow() });
        using var client = skewed.As(Person.Of(CompanyKind.Subcontractor));
        await client.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/bids", Market.Bid()).RefusedAsync(409, "bid.deadline-passed");
    }

    [Fact]
    public async Task A_change_of_terms_and_the_opening_get_through_while_bids_pour_in()
    {
        var market = await Market.OpenAsync(servers.First);
        using var stop = new CancellationTokenSource();
        var pouring = Enumerable.Range(0, 24).Select(async number =>
        {
            using var client = (number % 2 is 0 ? servers.First : servers.Second).As(Person.Of(CompanyKind.Subcontractor));
            while (!stop.IsCancellationRequested)
                using (await client.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/bids", Market.Bid()))
                {
                }
        }).ToList();
        await Task.Delay(500);
        // The bids pour on until both got through: were they to wait for a gap, this would end with the patience of whoever waits.
        await market.ChangeAsync(terms => terms with { DueAt = TimeProvider.System.GetUtcNow().AddHours(2) });
        await market.CloseAndOpenAsync();
        Assert.All(pouring, bidder => Assert.False(bidder.IsCompleted));
        await stop.CancelAsync();
        await Task.WhenAll(pouring);
    }

    private static async Task ExecuteAsync(Npgsql.NpgsqlConnection connection, string sql, Guid package)
    {
        await using var command = new Npgsql.NpgsqlCommand(sql, connection) { Parameters = { new() { Value = package } } };
        await command.ExecuteNonQueryAsync();
    }

    private sealed class SkewedClock(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }
}
