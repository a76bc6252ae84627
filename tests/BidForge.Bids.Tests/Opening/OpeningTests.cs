using BidForge.Bids.Tests.Support;
using BidForge.Contracts;
using BidForge.Contracts.Analytics;
using BidForge.Contracts.Bids;

namespace BidForge.Bids.Tests.Opening;

public sealed class OpeningTests(Servers servers)
{
    [Fact]
    public async Task Bids_open_at_the_due_time_and_not_before_and_only_once()
    {
        var market = await Market.OpenAsync(servers.First);
        var bidder = Person.Of(CompanyKind.Subcontractor);
        var gone = Person.Of(CompanyKind.Subcontractor);
        var bid = (await market.SubmitAsync(bidder, 10m)).GetProperty("bid").Id("id");
        var withdrawn = (await market.SubmitAsync(gone, 5m)).GetProperty("bid").Id("id");
        using (var client = servers.First.As(gone))
            await client.WriteAsync(HttpMethod.Post, $"/bids/{withdrawn}/withdraw", null, ifMatch: "*").OkAsync();
        using var contractor = servers.First.As(market.Contractor);

        var early = await contractor.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/open", null).RefusedAsync(409, "package.not-due");
        Assert.True(early.Time("serverTime") < early.Time("dueAt"));
        await contractor.ReadAsync($"/packages/{market.PackageId}/leveling").RefusedAsync(409, "package.not-opened");
        await contractor.ReadAsync($"/bids/{bid}").RefusedAsync(404, "bid.not-found");

        await market.ChangeAsync(terms => terms with { DueAt = TimeProvider.System.GetUtcNow() });
        Assert.Equal("due", (await contractor.ReadAsync($"/packages/{market.PackageId}/opening").OkAsync()).Text("status"));
        var both = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => contractor.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/open", null).OkAsync()));
        Assert.Single(both.Select(answer => answer.Time("openedAt")).Distinct());
        Assert.All(both, answer => Assert.Equal((1, "opened"), (answer.GetProperty("bidCount").GetInt32(), answer.Text("status"))));

        var opened = Assert.Single(await servers.Heard.WaitAsync<BidsOpened>(message => message.PackageId == market.PackageId));
        Assert.Equal((bid, bidder.CompanyId, 1205m), (opened.Bids.Single().BidId, opened.Bids[0].BidderId, opened.Bids[0].Total));
        Assert.Equal("opened", (await contractor.ReadAsync($"/bids/{bid}").OkAsync()).Text("status"));
        await contractor.ReadAsync($"/bids/{withdrawn}").RefusedAsync(404, "bid.not-found");

        using var mine = servers.Second.As(bidder);
        await Eventually.TrueAsync(
            async () => (await mine.ReadAsync("/bids?status=opened").OkAsync()).GetProperty("data") is { } data && data.GetArrayLength() is 1 && data[0].Number("total") is 1205m,
            "the board shows the opened bid with its total", default);
    }

    [Fact]
    public async Task A_bidder_hears_of_each_person_that_saw_its_price_once()
    {
        var market = await Market.OpenAsync(servers.First);
        var bidder = Person.Of(CompanyKind.Subcontractor);
        var bid = (await market.SubmitAsync(bidder)).GetProperty("bid").Id("id");
        await market.CloseAndOpenAsync();
        var colleague = Person.Of(CompanyKind.Contractor, "viewer", market.Contractor.CompanyId);
        using var mine = servers.First.As(bidder);
        Assert.Empty((await mine.ReadAsync($"/bids/{bid}/views").OkAsync()).GetProperty("data").EnumerateArray());

        using (var first = servers.First.As(market.Contractor))
        {
            await first.ReadAsync($"/packages/{market.PackageId}/leveling").OkAsync();
            await first.ReadAsync($"/packages/{market.PackageId}/leveling").OkAsync();
            await first.ReadAsync($"/bids/{bid}").OkAsync();
        }
        using (var second = servers.Second.As(colleague))
            await second.ReadAsync($"/bids/{bid}").OkAsync();

        var views = (await mine.ReadAsync($"/bids/{bid}/views").OkAsync()).GetProperty("data").EnumerateArray().Select(view => view.Text("viewerName"));
        Assert.Equal([market.Contractor.Name, colleague.Name], views);
        Assert.Equal(2, (await servers.Heard.WaitAsync<BidViewed>(message => message.BidId == bid, 2)).Count);
        Assert.Empty((await mine.ReadAsync($"/bids/{bid}/views?cursor={await LastCursorAsync(mine, bid)}").OkAsync()).GetProperty("data").EnumerateArray().Skip(1));
    }

    [Fact]
    public async Task Prices_that_other_figures_showed_are_in_the_disclosure_log_too()
    {
        var market = await Market.OpenAsync(servers.First);
        var bidder = Person.Of(CompanyKind.Subcontractor);
        var bid = (await market.SubmitAsync(bidder)).GetProperty("bid").Id("id");
        await market.CloseAndOpenAsync();
        var viewedAt = TimeProvider.System.GetUtcNow().AddSeconds(-5);
        await market.PublishAsync(new PricesViewed(market.PackageId, market.Contractor.CompanyId, market.Contractor.UserId, "Ada Byron", viewedAt));
        using var mine = servers.First.As(bidder);
        var views = default(System.Text.Json.JsonElement);
        await Eventually.TrueAsync(
            async () => (views = (await mine.ReadAsync($"/bids/{bid}/views").OkAsync()).GetProperty("data")).GetArrayLength() is 1, "the look is noted", default);
        Assert.Equal("Ada Byron", views[0].Text("viewerName"));
        Assert.InRange(views[0].Time("viewedAt"), viewedAt.AddMilliseconds(-1), viewedAt.AddMilliseconds(1));
    }

    [Fact]
    public async Task A_colleague_is_not_answered_with_the_sheet_that_another_person_was_noted_for()
    {
        var market = await Market.OpenAsync(servers.First);
        await market.SubmitAsync(Person.Of(CompanyKind.Subcontractor));
        await market.CloseAndOpenAsync();
        using var first = servers.First.As(market.Contractor);
        using var second = servers.First.As(Person.Of(CompanyKind.Contractor, companyId: market.Contractor.CompanyId));
        var taken = new { taken = Array.Empty<Guid>() };
        await first.WriteAsync(HttpMethod.Put, $"/packages/{market.PackageId}/leveling/alternates", taken, "k").OkAsync();
        await first.WriteAsync(HttpMethod.Put, $"/packages/{market.PackageId}/leveling/alternates", taken, "k").OkAsync();
        await second.WriteAsync(HttpMethod.Put, $"/packages/{market.PackageId}/leveling/alternates", taken, "k").RefusedAsync(422, "idempotency.key-reused");
    }

    [Fact]
    public async Task Extending_the_due_time_after_opening_takes_no_more_bids()
    {
        var market = await Market.OpenAsync(servers.First);
        await market.SubmitAsync(Person.Of(CompanyKind.Subcontractor));
        await market.CloseAndOpenAsync();
        await market.ChangeAsync(terms => terms with { DueAt = TimeProvider.System.GetUtcNow().AddHours(1) });
        using var client = servers.First.As(Person.Of(CompanyKind.Subcontractor));
        await client.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/bids", Market.Bid()).RefusedAsync(409, "package.not-open");
    }

    private static async Task<string> LastCursorAsync(HttpClient client, Guid bid) =>
        (await client.ReadAsync($"/bids/{bid}/views?limit=1").OkAsync()).GetProperty("pagination").Text("nextCursor");
}
