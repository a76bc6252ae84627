using System.Net;
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
    public async Task A_service_that_is_away_is_503_with_Retry_After_named_on_the_health_page_and_back_by_itself()
    {
        var contractor = await Company.RegisterAsync(marketplace.Gateway, "contractor", Cancel);
        using var http = marketplace.CreateGatewayClient();
        await marketplace.App.StopResourceAsync("analytics");
        try
        {
            using (var refused = await Company.CallAsync(http, contractor.Owner, HttpMethod.Get, "/api/v1/analytics/contractor", null, Cancel))
            {
                Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
                Assert.NotNull(refused.Headers.RetryAfter);
                Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
            }
            using (var others = await Company.CallUntilAnsweredAsync(http, contractor.Owner, HttpMethod.Get, "/api/v1/projects", null, Cancel))
                Assert.Equal(HttpStatusCode.OK, others.StatusCode);
            await Eventually.TrueAsync(async () =>
            {
                using var health = await http.GetAsync("/health", Cancel);
                var page = await health.Content.ReadAsStringAsync(Cancel);
                var checks = System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(page).Get("checks");
                return checks.Get("analytics").Text("status") is not "healthy" && checks.Get("bid").Text("status") is "healthy";
            }, "the health page names analytics and nobody else", Cancel);
        }
        finally
        {
            await marketplace.App.StartResourceAsync("analytics", Cancel);
        }
        await Eventually.TrueAsync(async () =>
        {
            using var back = await Company.CallAsync(http, contractor.Owner, HttpMethod.Get, "/api/v1/analytics/contractor", null, Cancel);
            return back.IsSuccessStatusCode;
        }, "analytics answers again", Cancel);
    }

    [Fact]
    public async Task Bidding_goes_on_while_every_other_service_is_away()
    {
        var foreign = await SealedProject.CreateAsync(marketplace.Gateway, Cancel);
        var mine = await foreign.Bidder.Api.GetAsync($"/bids/{foreign.BidId}", Cancel);
        string[] others = ["auth", "project", "notification", "analytics", "file"];
        await Task.WhenAll(others.Select(name => marketplace.App.StopResourceAsync(name)));
        try
        {
            var revised = await foreign.Bidder.Api.PutAsync($"/bids/{foreign.BidId}", SealedProject.Bid(foreign.LineId, 9m), Cancel, mine.Number("version"));
            Assert.Equal(900m, revised.Get("bid").Money("total"));
        }
        finally
        {
            await Task.WhenAll(others.Select(name => marketplace.App.StartResourceAsync(name, Cancel)));
        }
    }
}
