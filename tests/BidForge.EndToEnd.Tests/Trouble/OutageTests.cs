using System.Net;
using System.Text.Json;
using Aspire.Hosting.Testing;
using BidForge.Demo.Api;
using BidForge.EndToEnd.Tests.Support;
using BidForge.Testing.Marketplace;

namespace BidForge.EndToEnd.Tests.Trouble;

/// <summary>A part that is away costs what it does, no more, and comes back by itself.</summary>
public sealed class OutageTests(Marketplace marketplace)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Bids_are_accepted_while_the_broker_is_away_and_their_events_flow_when_it_is_back()
    {
        var foreign = await SealedProject.CreateAsync(marketplace.Gateway, Cancel);
        var rival = await Company.RegisterAsync(marketplace.Gateway, "subcontractor", Cancel);
        await SealedProject.InviteAsync(foreign.Contractor, foreign.PackageId, rival, Cancel);
        await SealedProject.SubmitAsync(rival, foreign.PackageId, foreign.LineId, 11m, Cancel);
        var mine = await rival.Api.GetAsync($"/packages/{foreign.PackageId}/bids/mine", Cancel);

        await marketplace.App.StopResourceAsync("rabbitmq");
        try
        {
            var revised = await rival.Api.PutAsync($"/bids/{mine.Id()}", SealedProject.Bid(foreign.LineId, 10m), Cancel, mine.Number("version"));
            Assert.Equal(1000m, revised.Get("bid").Money("total"));
        }
        finally
        {
            await marketplace.App.StartResourceAsync("rabbitmq", Cancel);
        }

        await Eventually.TrueAsync(async () =>
        {
            var notifications = await rival.Api.ListAsync("/notifications", Cancel);
            return notifications.Count(item => item.Text("kind") is "bidRevised") is 1;
        }, "the bidder was told of the revision", Cancel);
    }

    [Fact]
    public async Task Bidding_goes_on_while_every_other_service_is_away_which_is_503_with_Retry_After_named_on_the_health_page_and_back_by_itself()
    {
        var foreign = await SealedProject.CreateAsync(marketplace.Gateway, Cancel);
        var mine = await foreign.Bidder.Api.GetAsync($"/bids/{foreign.BidId}", Cancel);
        using var http = marketplace.CreateGatewayClient();
        string[] others = ["auth", "project", "notification", "analytics", "file"];
        await Task.WhenAll(others.Select(name => marketplace.App.StopResourceAsync(name)));
        try
        {
            var revised = await foreign.Bidder.Api.PutAsync($"/bids/{foreign.BidId}", SealedProject.Bid(foreign.LineId, 9m), Cancel, mine.Number("version"));
            Assert.Equal(900m, revised.Get("bid").Money("total"));
            using (var refused = await AnalyticsAsync(http, foreign.Contractor))
            {
                Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
                Assert.NotNull(refused.Headers.RetryAfter);
                Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
            }
            await Eventually.TrueAsync(async () =>
            {
                var checks = await ChecksAsync(http);
                return others.All(name => checks.Get(name).Text("status") is not "healthy") && checks.Get("bid").Text("status") is "healthy";
            }, "the health page names them and nobody else", Cancel);
        }
        finally
        {
            await Task.WhenAll(others.Select(name => marketplace.App.StartResourceAsync(name, Cancel)));
        }
        await Eventually.TrueAsync(async () =>
        {
            var checks = await ChecksAsync(http);
            return others.All(name => checks.Get(name).Text("status") is "healthy");
        }, "the health page has them back", Cancel);
        await Eventually.TrueAsync(async () =>
        {
            using var back = await AnalyticsAsync(http, foreign.Contractor);
            return back.IsSuccessStatusCode;
        }, "analytics answers again", Cancel);
    }

    private static async Task<JsonElement> ChecksAsync(HttpClient http)
    {
        using var health = await http.GetAsync("/health", Cancel);
        return JsonElement.Parse(await health.Content.ReadAsStringAsync(Cancel)).Get("checks");
    }

    private static Task<HttpResponseMessage> AnalyticsAsync(HttpClient http, Company contractor) =>
        Company.CallAsync(http, contractor.Owner, HttpMethod.Get, "/api/v1/analytics/contractor", null, Cancel);
}
