using System.Text.RegularExpressions;
using BidForge.Bids.Tests.Support;
using BidForge.Contracts;
using BidForge.Sharding;

namespace BidForge.Bids.Tests.Bidding;

public sealed partial class SecrecyTests(Servers servers)
{
    [Fact]
    public async Task Before_opening_contractor_and_rival_see_the_same_bytes_with_and_without_a_bid()
    {
        var market = await Market.OpenAsync(servers.First);
        var rival = Person.Of(CompanyKind.Subcontractor);
        var bidder = Person.Of(CompanyKind.Subcontractor);
        var guess = SlottedId.New(market.Slot, TimeProvider.System.GetUtcNow());

        var contractorBefore = await SeenByAsync(market.Contractor, market, guess);
        var rivalBefore = await SeenByAsync(rival, market, guess);
        var bid = (await market.SubmitAsync(bidder)).GetProperty("bid").Id("id");
        using var client = servers.First.As(bidder);
        await client.WriteAsync(HttpMethod.Put, $"/bids/{bid}", Market.Bid(3m), ifMatch: "\"1\"").OkAsync();

        Assert.Equal(contractorBefore, await SeenByAsync(market.Contractor, market, bid));
        Assert.Equal(rivalBefore, await SeenByAsync(rival, market, bid));
    }

    [Fact]
    public async Task Metrics_name_no_package_bid_or_company()
    {
        var market = await Market.OpenAsync(servers.First);
        var bidder = Person.Of(CompanyKind.Subcontractor);
        var bid = (await market.SubmitAsync(bidder)).GetProperty("bid").Id("id");
        using var client = servers.First.CreateDefaultClient();
        var metrics = await client.GetStringAsync("/metrics");
        Assert.Contains("http_request_duration_seconds", metrics, StringComparison.Ordinal);
        foreach (var id in new[] { market.PackageId, bid, bidder.CompanyId, market.Contractor.CompanyId })
            Assert.DoesNotContain(id.ToString(), metrics, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Every answer, headers included, to everything that a person may ask about a package and a bid whose id it might guess.</summary>
    private async Task<string> SeenByAsync(Person person, Market market, Guid bid)
    {
        using var client = servers.First.As(person);
        var seen = new List<string>();
        foreach (var path in new[]
        {
            $"/packages/{market.PackageId}/opening", $"/packages/{market.PackageId}/leveling", $"/packages/{market.PackageId}/bids/mine",
            $"/bids/{bid}", $"/bids/{bid}/revisions", $"/bids/{bid}/views", "/bids",
        })
        {
            using var response = await client.ReadAsync(path);
            var headers = response.Headers.Concat(response.Content.Headers).Select(header => $"{header.Key}: {string.Join(',', header.Value)}").Order(StringComparer.Ordinal);
            seen.Add($"{path.Replace(bid.ToString(), "bid", StringComparison.Ordinal)} {(int)response.StatusCode} {string.Join('\n', headers)} {await response.Content.ReadAsStringAsync()}");
        }
        foreach (var (method, path) in new[] { (HttpMethod.Post, $"/packages/{market.PackageId}/open"), (HttpMethod.Post, $"/bids/{bid}/withdraw") })
        {
            using var response = await client.WriteAsync(method, path, null, ifMatch: "*");
            seen.Add($"{method} {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        }
        return Times().Replace(string.Join('\n', seen), "~");
    }

    [GeneratedRegex("""(?<="serverTime":")[^"]+|(?<="traceId":")[^"]+|(?<=It is )[0-9T:.+-]+""")]
    private static partial Regex Times();
}
