using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
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
    public async Task Thousands_of_bids_race_the_deadline_and_the_opening_and_none_is_late_or_lost()
    {
        const int bidders = 2000;
        // New terms do not come by the bus, where what boards are told would be before them.
        var market = await Market.OpenAsync(servers.First, byEvent: false);
        await market.SubmitAsync(Person.Of(CompanyKind.Subcontractor), 1m);
        var started = TimeProvider.System.GetUtcNow();
        var closing = Task.CompletedTask;
        var accepted = new ConcurrentDictionary<Guid, decimal>();
        var refused = 0;

        var opening = OpenAsSoonAsAllowedAsync(market);
        await Parallel.ForEachAsync(Enumerable.Range(1, bidders), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (number, token) =>
        {
            // Spread over four seconds, more on a slow machine. Whatever it is, the deadline is set when a quarter of them have come, so that they come from well before it to well behind it.
            var at = started.AddMilliseconds(number * 4000.0 / bidders) - TimeProvider.System.GetUtcNow();
            if (at > TimeSpan.Zero)
                await Task.Delay(at, token);
            if (number is bidders / 4)
                closing = market.ChangeAsync(terms => terms with { DueAt = TimeProvider.System.GetUtcNow().AddSeconds(1) });
            using var client = (number % 2 is 0 ? servers.First : servers.Second).As(Person.Of(CompanyKind.Subcontractor));
            using var response = await client.WriteUntilDecidedAsync(HttpMethod.Post, $"/packages/{market.PackageId}/bids", Market.Bid(number), $"bid-{number}");
            var body = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync(token));
            if (response.StatusCode is HttpStatusCode.Created)
            {
                Assert.True(body.Time("acceptedAt") < body.Time("dueAt"));
                accepted[body.GetProperty("bid").Id("id")] = body.GetProperty("bid").Number("total");
            }
            else
            {
                Assert.Equal("bid.deadline-passed", body.Text("code"));
                Assert.True(body.Time("receivedAt") >= body.Time("dueAt"));
                Interlocked.Increment(ref refused);
            }
        });
        await closing;
        await opening;

        using var contractor = servers.Second.As(market.Contractor);
        var sheet = await contractor.ReadAsync($"/packages/{market.PackageId}/leveling").OkAsync();
        var opened = sheet.GetProperty("bids").EnumerateArray().ToDictionary(bid => bid.Id("bidId"), bid => bid.Number("baseTotal"));
        Assert.Equal(bidders, accepted.Count + refused);
        Assert.True(accepted.Count > 20 && refused > 20, $"{accepted.Count} accepted, {refused} refused: the race did not straddle the deadline");
        Assert.Equal(accepted.Count + 1, opened.Count);
        Assert.All(accepted, bid => Assert.Equal(bid.Value, opened[bid.Key]));
        Assert.Equal(0L, await servers.AskAsync<long>(market, "select count(*) from bid_revisions where package_id = $1 and accepted_at >= due_at"));
        Assert.Equal((long)opened.Count, await servers.AskAsync<long>(market, "select count(*) from bids where package_id = $1 and status = 'opened'"));
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

    private async Task OpenAsSoonAsAllowedAsync(Market market)
    {
        using var client = servers.First.As(market.Contractor);
        while (true)
        {
            using var response = await client.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/open", null);
            if (response.IsSuccessStatusCode)
                return;
            await Task.Delay(20);
        }
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
