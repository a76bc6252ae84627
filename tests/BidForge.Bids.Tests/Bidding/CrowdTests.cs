using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using BidForge.Bids.Tests.Support;
using BidForge.Contracts;

namespace BidForge.Bids.Tests.Bidding;

/// <summary>What a crowd does at once. It keeps every thread of this process busy: what other tests wait for would come too late beside it.</summary>
[CollectionDefinition(DisableParallelization = true)]
[Collection(typeof(CrowdTests))]
public sealed class CrowdTests(Servers servers)
{
    [Fact]
    public async Task One_key_sent_a_thousand_times_at_once_to_three_replicas_is_one_bid_and_one_answer()
    {
        const int sends = 1000;
        await using var third = servers.Start();
        var market = await Market.OpenAsync(servers.First);
        var bidder = Person.Of(CompanyKind.Subcontractor);
        using var first = servers.First.As(bidder);
        using var second = servers.Second.As(bidder);
        using var last = third.As(bidder);
        HttpClient[] replicas = [first, second, last];

        var answers = await Task.WhenAll(Enumerable.Range(0, sends).Select(async number =>
        {
            using var response = await replicas[number % 3].WriteUntilDecidedAsync(HttpMethod.Post, $"/packages/{market.PackageId}/bids", Market.Bid(), "the-key");
            return (response.StatusCode, Body: await response.Content.ReadAsStringAsync(), response.Headers.Location, response.Headers.ETag);
        }));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
        Assert.Single(answers.Distinct());
        Assert.Equal(1L, await servers.AskAsync<long>(market, "select count(*) from bids where package_id = $1"));
        Assert.Equal(1L, await servers.AskAsync<long>(market, "select count(*) from bid_revisions where package_id = $1"));
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
}
