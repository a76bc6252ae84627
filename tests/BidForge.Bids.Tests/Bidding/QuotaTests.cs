using BidForge.Bids.Tests.Support;
using BidForge.Contracts;

namespace BidForge.Bids.Tests.Bidding;

public sealed class QuotaTests(Servers servers)
{
    [Fact]
    public async Task The_bid_after_the_last_of_the_month_is_refused_but_never_a_revision_a_withdrawal_or_an_answer_sent_again()
    {
        await using var app = servers.Start(new Dictionary<string, string>(servers.Settings) { ["Quotas:Free:BidsPerMonth"] = "2" });
        await using var restarted = servers.Start(new Dictionary<string, string>(servers.Settings) { ["Quotas:Free:BidsPerMonth"] = "2" });
        Market[] markets = [await Market.OpenAsync(app), await Market.OpenAsync(app), await Market.OpenAsync(app), await Market.OpenAsync(app)];
        var bidder = Person.Of(CompanyKind.Subcontractor) with { Plan = "free" };
        using var client = app.As(bidder);
        var key = Guid.NewGuid().ToString();
        var first = await client.WriteAsync(HttpMethod.Post, Bids(markets[0]), Market.Bid(), key).OkAsync();
        await client.WriteAsync(HttpMethod.Post, Bids(markets[1]), Market.Bid()).OkAsync();

        var problem = await client.WriteAsync(HttpMethod.Post, Bids(markets[2]), Market.Bid()).RefusedAsync(409, "quota.bids-exceeded");
        Assert.Equal(("bids", "free", 2m, 2m), (problem.Text("quota"), problem.Text("plan"), problem.Number("limit"), problem.Number("used")));
        Assert.Equal(1, problem.Time("resetsAt").Day);

        var bid = first.GetProperty("bid");
        var path = $"/bids/{bid.Id("id")}";
        Assert.Equal(first.ToString(), (await client.WriteAsync(HttpMethod.Post, Bids(markets[0]), Market.Bid(), key).OkAsync()).ToString());
        await client.WriteAsync(HttpMethod.Put, path, Market.Bid(11m), ifMatch: "\"1\"").OkAsync();
        await client.WriteAsync(HttpMethod.Post, path + "/withdraw", null, ifMatch: "*").OkAsync();
        await client.WriteAsync(HttpMethod.Post, Bids(markets[0]), Market.Bid(12m)).OkAsync();

        // Another company and another plan are not held up.
        foreach (var other in new[] { Person.Of(CompanyKind.Subcontractor) with { Plan = "free" }, bidder with { Plan = "pro" } })
        {
            using var others = app.As(other);
            await others.WriteAsync(HttpMethod.Post, Bids(markets[2]), Market.Bid()).OkAsync();
        }

        // A process that took none of them learns it from the bidder's board.
        await Eventually.TrueAsync(
            async () => (await client.ReadAsync("/bids").OkAsync()).GetProperty("data").GetArrayLength() >= 3, "the board has the bids", TestContext.Current.CancellationToken);
        using var late = restarted.As(bidder);
        await Eventually.TrueAsync(async () =>
        {
            using var answer = await late.WriteAsync(HttpMethod.Post, Bids(markets[3]), Market.Bid(scopeVersion: 9));
            return (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Contains("quota.bids-exceeded", StringComparison.Ordinal);
        }, "the quota is known to another process", TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_bid_that_was_withdrawn_and_made_again_in_a_later_month_is_no_new_one()
    {
        await using var app = servers.Start(new Dictionary<string, string>(servers.Settings) { ["Quotas:Free:BidsPerMonth"] = "2" });
        Market[] markets = [await Market.OpenAsync(app), await Market.OpenAsync(app), await Market.OpenAsync(app), await Market.OpenAsync(app)];
        var bidder = Person.Of(CompanyKind.Subcontractor) with { Plan = "free" };
        using var client = app.As(bidder);
        var bid = (await client.WriteAsync(HttpMethod.Post, Bids(markets[0]), Market.Bid()).OkAsync()).GetProperty("bid").Id("id");
        await Eventually.TrueAsync(
            async () => (await client.ReadAsync("/bids").OkAsync()).GetProperty("data").GetArrayLength() is 1, "the board has the bid", TestContext.Current.CancellationToken);
        // Its board says that it was made long ago.
        foreach (var shard in servers.Shards)
        {
            await using var command = shard.CreateCommand($"update board set bid_id = overlay(bid_id::text placing '0180' from 1 for 4)::uuid where company_id = '{bidder.CompanyId}'");
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
        await client.WriteAsync(HttpMethod.Post, $"/bids/{bid}/withdraw", null, ifMatch: "*").OkAsync();
        await client.WriteAsync(HttpMethod.Post, Bids(markets[0]), Market.Bid(12m)).OkAsync();

        await client.WriteAsync(HttpMethod.Post, Bids(markets[1]), Market.Bid()).OkAsync();
        await client.WriteAsync(HttpMethod.Post, Bids(markets[2]), Market.Bid()).OkAsync();
        await client.WriteAsync(HttpMethod.Post, Bids(markets[3]), Market.Bid()).RefusedAsync(409, "quota.bids-exceeded");
    }

    private static string Bids(Market market) => $"/packages/{market.PackageId}/bids";
}
