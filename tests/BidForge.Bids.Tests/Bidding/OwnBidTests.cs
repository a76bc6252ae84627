using BidForge.Bids.Tests.Support;
using BidForge.Contracts;
using BidForge.Contracts.Projects;

namespace BidForge.Bids.Tests.Bidding;

public sealed class OwnBidTests(Servers servers)
{
    [Fact]
    public async Task Whoever_has_a_bid_keeps_it_with_receipt_and_proof_when_the_package_is_closed_to_it()
    {
        var market = await Market.OpenAsync(servers.First);
        var bidder = Person.Of(CompanyKind.Subcontractor);
        using var mine = servers.First.As(bidder);
        using var stranger = servers.First.As(Person.Of(CompanyKind.Subcontractor));
        var first = await mine.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/bids", Market.Bid(), "mine").OkAsync();
        var bid = first.GetProperty("bid").Id("id");
        await market.ChangeAsync(terms => terms with { Visibility = Visibility.Invited });

        Assert.Equal("submitted", (await mine.ReadAsync($"/bids/{bid}").OkAsync()).Text("status"));
        await mine.ReadAsync($"/bids/{bid}/receipt").OkAsync();
        await mine.ReadAsync($"/packages/{market.PackageId}/opening").OkAsync();
        await stranger.ReadAsync($"/packages/{market.PackageId}/opening").RefusedAsync(404, "package.not-found");
        await mine.WriteAsync(HttpMethod.Put, $"/bids/{bid}", Market.Bid(3m), ifMatch: "\"1\"").OkAsync();
        await using (var fresh = servers.Start())
        using (var again = fresh.As(bidder))
            Assert.Equal(
                first.GetRawText(), (await again.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/bids", Market.Bid(), "mine").OkAsync()).GetRawText());

        await market.CloseAndOpenAsync();
        await mine.ReadAsync($"/bids/{bid}/document").OkAsync();
        await mine.ReadAsync($"/bids/{bid}/proof").OkAsync();
        await mine.ReadAsync($"/packages/{market.PackageId}/opening/root").OkAsync();
        await stranger.ReadAsync($"/packages/{market.PackageId}/opening/root").RefusedAsync(404, "package.not-found");
    }
}
