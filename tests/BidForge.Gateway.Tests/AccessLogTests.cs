using BidForge.Gateway.Tests.Support;
using BidForge.Testing.Marketplace;

namespace BidForge.Gateway.Tests;

/// <summary>What the log of requests says, and what it must not: that a given bid was written, or that a given company wrote one.</summary>
public sealed class AccessLogTests(Servers servers)
{
    [Fact]
    public async Task A_contractors_call_is_logged_with_its_path_and_caller_and_a_bidders_without_either()
    {
        using var issuer = new Issuer();
        await using var auth = await issuer.ServeAsync();
        await using var project = await Upstream.EchoAsync("project");
        await using var bid = await Upstream.EchoAsync("bid");
        await using var gateway = await Gateways.StartProcessAsync(servers, [("auth", auth.Address), ("project", project.Address), ("bid", bid.Address)]);
        var (contractor, bidder, package) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        var contractorsToken = issuer.Token(Issuer.Claims(contractor));
        var biddersToken = issuer.Token(new(Issuer.Claims(bidder)) { ["kind"] = "subcontractor" });

        await gateway.GetAsync($"/api/v1/packages/{package}", contractorsToken);
        await gateway.GetAsync($"/api/v1/packages/{package}", biddersToken);
        await gateway.SendAsync(HttpMethod.Post, $"/api/v1/packages/{package}/bids", biddersToken);
        await gateway.GetAsync($"/api/v1/bids/{package}?spy=1", contractorsToken);
        await gateway.GetAsync("/api/v1/trades", contractorsToken);
        // A line is written once its answer is out, so that of the next may come before it.
        string[] expected = [$"GET /api/v1/packages/{package} 200", "GET /api/v1/packages/{id} 200", "POST /api/v1/packages/{id}/bids 200", "GET /api/v1/bids/{id} 200", "GET /api/v1/trades 200"];
        await Eventually.TrueAsync(() => Task.FromResult(expected.All(line => gateway.Log.Contains(line, StringComparison.Ordinal))), "every line is there", Servers.Ct);

        var lines = gateway.Log.Split('\n');
        var open = Assert.Single(lines, line => line.Contains(package.ToString(), StringComparison.Ordinal));
        Assert.Contains($"GET /api/v1/packages/{package} 200", open);
        Assert.Contains(contractor.ToString(), open);
        Assert.Single(lines, line => line.Contains("GET /api/v1/packages/{id} 200", StringComparison.Ordinal));
        Assert.Single(lines, line => line.Contains("POST /api/v1/packages/{id}/bids 200", StringComparison.Ordinal));
        var read = Assert.Single(lines, line => line.Contains("GET /api/v1/bids/{id} 200", StringComparison.Ordinal));
        Assert.DoesNotContain("127.0.0.1", read);
        Assert.DoesNotContain(contractor.ToString(), read);
        Assert.DoesNotContain(bidder.ToString(), gateway.Log);
    }

    [Theory]
    [InlineData("/packages/0f8fad5b-d9cb-469f-a165-70867728950e/bid", "/packages/{id}/bid")]
    [InlineData("/packages/0f8fad5b-d9cb-469f-a165-70867728950e/bid/attachments", "/packages/{id}/bid/attachments")]
    [InlineData("/bids/0f8fad5bd9cb469fa16570867728950e/accepted", "/bids/{id}/accepted")]
    public async Task Pages_of_packages_and_bids_are_logged_without_ids_and_addresses(string path, string template)
    {
        await using var web = await Upstream.EchoAsync("web");
        await using var gateway = await Gateways.StartProcessAsync(servers, [("web", web.Address)]);
        await gateway.GetAsync(path);
        await Eventually.TrueAsync(() => Task.FromResult(gateway.Log.Contains($"GET {template} 200", StringComparison.Ordinal)), "the line is there", Servers.Ct);
        Assert.DoesNotContain(gateway.Log.Split('\n'), line => line.Contains(template, StringComparison.Ordinal) && line.Contains("127.0.0.1", StringComparison.Ordinal));
        Assert.DoesNotContain("0f8fad5b", gateway.Log);
    }
}
