using System.Text.Json;
using BidForge.Bids.Tests.Support;
using BidForge.Contracts;
using BidForge.Contracts.Bids;

namespace BidForge.Bids.Tests.Shards;

/// <summary>Servers that all tests share are taken away here, so nothing else runs meanwhile.</summary>
[CollectionDefinition("Outages", DisableParallelization = true)]
public sealed class Outages;

[Collection("Outages")]
public sealed class OutageTests(Servers servers)
{
    private static readonly string[] Parts = ["bidcatalog", "shards", "rabbitmq"];

    [Fact]
    public async Task A_shard_that_is_down_costs_only_its_own_companies()
    {
        var onFirst = await Market.OpenAsync(servers.First, contractor: Market.ContractorOn(servers.First, "bid0"));
        var onSecond = await Market.OpenAsync(servers.First, contractor: Market.ContractorOn(servers.First, "bid1"));
        using var client = servers.First.As(Person.Of(CompanyKind.Subcontractor));
        using var probe = servers.First.CreateDefaultClient();
        await servers.App.StopResourceAsync("postgres1");
        try
        {
            await onFirst.SubmitAsync(Person.Of(CompanyKind.Subcontractor));
            using var refused = await client.WriteAsync(HttpMethod.Post, $"/packages/{onSecond.PackageId}/bids", Market.Bid(), "held-back");
            Assert.Equal(503, (int)refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);

            using var health = await probe.GetAsync("/health");
            Assert.Equal(200, (int)health.StatusCode);
            var report = JsonSerializer.Deserialize<JsonElement>(await health.Content.ReadAsStringAsync());
            Assert.Equal("degraded", report.Text("status"));
            Assert.Contains("bid1", report.GetProperty("checks").GetProperty("shards").Text("description"), StringComparison.Ordinal);

            // A replica that starts meanwhile serves the others too.
            await using var late = servers.Start();
            await onFirst.SubmitAsync(Person.Of(CompanyKind.Subcontractor), through: late);
        }
        finally
        {
            await BackAsync("postgres1");
        }
        await Eventually.TrueAsync(async () =>
        {
            using var response = await client.WriteAsync(HttpMethod.Post, $"/packages/{onSecond.PackageId}/bids", Market.Bid(), "held-back");
            return response.IsSuccessStatusCode;
        }, "the shard is back", default);
    }

    [Fact]
    public async Task Bidding_goes_on_while_the_catalog_is_down_even_for_a_service_that_starts_then()
    {
        var settings = new Dictionary<string, string>(await servers.AloneAsync("postgres")) { ["ConnectionStrings:bidcatalog"] = await servers.CreateDatabaseAsync("postgres1") };
        await using var app = servers.Start(settings);
        var market = await Market.OpenAsync(app, byEvent: false);
        await servers.App.StopResourceAsync("postgres1");
        try
        {
            await market.SubmitAsync(Person.Of(CompanyKind.Subcontractor));
            await using var late = servers.Start(settings);
            await market.SubmitAsync(Person.Of(CompanyKind.Subcontractor), through: late);
        }
        finally
        {
            await BackAsync("postgres1");
        }
    }

    [Fact]
    public async Task Bids_are_taken_while_the_broker_is_down_and_their_events_come_later()
    {
        var market = await Market.OpenAsync(servers.First);
        var bids = new List<Guid>();
        await servers.App.StopResourceAsync("rabbitmq");
        try
        {
            for (var number = 0; number < 20; number++)
                bids.Add((await market.SubmitAsync(Person.Of(CompanyKind.Subcontractor), number)).GetProperty("bid").Id("id"));
        }
        finally
        {
            await BackAsync("rabbitmq");
        }
        await using var heard = await HearAgainAsync();
        var late = (await market.SubmitAsync(Person.Of(CompanyKind.Subcontractor))).GetProperty("bid").Id("id");
        await heard.WaitAsync<BidSubmitted>(message => message.BidId == late);
        Assert.Equal(0L, await WaitingAsync(market));
    }

    /// <summary>Starts the server, and waits until both replicas have it again: what comes next finds them as they were.</summary>
    private async Task BackAsync(string server)
    {
        await servers.App.StartResourceAsync(server);
        foreach (var app in new[] { servers.First, servers.Second })
        {
            using var probe = app.CreateDefaultClient();
            await Eventually.TrueAsync(async () =>
            {
                using var health = await probe.GetAsync("/health");
                var checks = JsonSerializer.Deserialize<JsonElement>(await health.Content.ReadAsStringAsync()).GetProperty("checks");
                return Parts.All(part => checks.GetProperty(part).Text("status") is "healthy");
            }, "the replica has all that it needs again", default);
        }
    }

    private async Task<Heard> HearAgainAsync() => await Heard.StartAsync(servers.Settings["ConnectionStrings:rabbitmq"]);

    private async Task<long> WaitingAsync(Market market)
    {
        var left = -1L;
        await Eventually.TrueAsync(
            async () => (left = await servers.AskAsync<long>(market, "select count(*) from outbox where body ->> 'packageId' = $1::text")) is 0, "the outbox is empty", default);
        return left;
    }
}
