using System.Text.Json;
using BidForge.Bids.Tests.Support;
using BidForge.Contracts;

namespace BidForge.Bids.Tests.Bidding;

public sealed class AddendumTests(Servers servers)
{
    private static readonly LineItem Gutters = new(Guid.Parse("00000000-0000-7000-8000-000000000004"), "Gutters", 30m, "m", LineItemKind.Base);
    private static readonly BidForm Second = Market.SmallForm with
    {
        LineItems = [Market.SmallForm.LineItems[0], Market.SmallForm.LineItems[1] with { Quantity = 25m }, Market.SmallForm.LineItems[2], Gutters],
    };

    [Fact]
    public async Task A_bid_stays_after_an_addendum_names_what_changed_and_is_current_again_once_revised()
    {
        var market = await Market.OpenAsync(servers.First);
        var bidder = Person.Of(CompanyKind.Subcontractor);
        var bid = (await market.SubmitAsync(bidder, 10m)).GetProperty("bid").Id("id");
        await market.ChangeAsync(terms => terms with { ScopeVersion = 2, BidForm = Second });
        using var client = servers.Second.As(bidder);

        var stale = await client.ReadAsync($"/bids/{bid}").OkAsync();
        Assert.True(stale.GetProperty("needsReconfirmation").GetBoolean());
        Assert.Equal([Second.LineItems[1].Id, Gutters.Id], stale.GetProperty("changedLines").EnumerateArray().Select(line => line.GetGuid()));
        Assert.Equal(1205m, stale.Number("total"));
        await Eventually.TrueAsync(
            async () => (await client.ReadAsync("/bids").OkAsync()).GetProperty("data").EnumerateArray().Any(item => item.GetProperty("needsReconfirmation").GetBoolean()),
            "the board asks for reconfirmation", default);

        var refused = await client.WriteAsync(HttpMethod.Put, $"/bids/{bid}", Market.Bid(10m), ifMatch: "\"1\"").RefusedAsync(409, "bid.scope-stale");
        Assert.Equal(2, refused.GetProperty("scopeVersion").GetInt32());
        var current = await client.WriteAsync(HttpMethod.Put, $"/bids/{bid}", Market.Bid(10m, 2, Second), ifMatch: "\"1\"").OkAsync();
        Assert.Equal(1005m + 250m + 300m, current.GetProperty("bid").Number("total"));
        Assert.False((await client.ReadAsync($"/bids/{bid}").OkAsync()).GetProperty("needsReconfirmation").GetBoolean());
    }

    [Fact]
    public async Task A_bid_on_an_older_scope_is_opened_and_its_missing_scope_flagged()
    {
        var market = await Market.OpenAsync(servers.First);
        var late = Person.Of(CompanyKind.Subcontractor);
        var current = Person.Of(CompanyKind.Subcontractor);
        await market.SubmitAsync(late, 10m);
        await market.ChangeAsync(terms => terms with { ScopeVersion = 2, BidForm = Second });
        using (var client = servers.First.As(current))
            await client.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/bids", Market.Bid(11m, 2, Second)).OkAsync();
        await market.CloseAndOpenAsync();

        using var contractor = servers.First.As(market.Contractor);
        var bids = (await contractor.ReadAsync($"/packages/{market.PackageId}/leveling").OkAsync()).GetProperty("bids").EnumerateArray()
            .ToDictionary(bid => bid.Id("bidderId"));
        Assert.True(bids[late.CompanyId].GetProperty("missingScope").GetBoolean());
        Assert.Equal(1, bids[late.CompanyId].GetProperty("scopeVersion").GetInt32());
        Assert.Equal(1205m, bids[late.CompanyId].Number("baseTotal"));
        Assert.Equal(1005m + 250m, bids[late.CompanyId].Number("normalizedTotal"));
        Assert.False(bids[current.CompanyId].GetProperty("missingScope").GetBoolean());
    }

    [Fact]
    public async Task Terms_that_come_out_of_order_end_at_the_highest_version()
    {
        var market = await Market.OpenAsync(servers.First);
        var first = market.Terms;
        await market.ChangeAsync(terms => terms with { ScopeVersion = 2, BidForm = Second, Title = "Roofing, amended" });
        await market.PublishUntilHandledAsync(first with { Version = 1, Title = "Roofing, older" });
        await market.PublishUntilHandledAsync(first);
        Assert.Equal("Roofing, amended", await servers.AskAsync<string>(market, "select title from package_terms where package_id = $1"));
        Assert.Equal(2L, await servers.AskAsync<long>(market, "select count(*) from package_scopes where package_id = $1"));
    }
}
