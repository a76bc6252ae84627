using BidForge.Bids.Tests.Support;
using BidForge.Contracts;

namespace BidForge.Bids.Tests.Bidding;

public sealed class OwnershipTests(Servers servers)
{
    [Fact]
    public async Task What_belongs_to_another_company_is_not_there_at_any_endpoint()
    {
        var market = await Market.OpenAsync(servers.First);
        var bidder = Person.Of(CompanyKind.Subcontractor);
        var bid = (await market.SubmitAsync(bidder)).GetProperty("bid").Id("id");
        using var rival = servers.First.As(Person.Of(CompanyKind.Subcontractor));
        using var builder = servers.First.As(Person.Of(CompanyKind.Contractor));

        foreach (var opened in new[] { false, true })
        {
            if (opened)
                await market.CloseAndOpenAsync();
            foreach (var path in new[] { $"/bids/{bid}", $"/bids/{bid}/revisions", $"/bids/{bid}/views", $"/packages/{market.PackageId}/bids/mine" })
                await rival.ReadAsync(path).RefusedAsync(404, "bid.not-found");
            await rival.WriteAsync(HttpMethod.Put, $"/bids/{bid}", Market.Bid(), ifMatch: "*").RefusedAsync(404, "bid.not-found");
            await rival.WriteAsync(HttpMethod.Post, $"/bids/{bid}/withdraw", null, ifMatch: "*").RefusedAsync(404, "bid.not-found");

            await builder.ReadAsync($"/bids/{bid}").RefusedAsync(404, "bid.not-found");
            await builder.ReadAsync($"/packages/{market.PackageId}/opening").RefusedAsync(404, "package.not-found");
            await builder.ReadAsync($"/packages/{market.PackageId}/leveling").RefusedAsync(404, "package.not-found");
            await builder.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/open", null).RefusedAsync(404, "package.not-found");
            await builder.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/award", new { bidId = bid, showRanks = false }).RefusedAsync(404, "package.not-found");
            await builder.WriteAsync(HttpMethod.Put, $"/packages/{market.PackageId}/leveling/plugs", new { bidId = bid, lineItemId = Guid.NewGuid(), amount = 1 })
                .RefusedAsync(404, "package.not-found");
            await builder.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/bids/external", External()).RefusedAsync(404, "package.not-found");
        }
    }

    private static object External() => new
    {
        bidderName = "Paper & Sons", receivedAt = TimeProvider.System.GetUtcNow(), lines = Array.Empty<object>(), alternates = Array.Empty<object>(), answers = Array.Empty<object>(),
    };
}
