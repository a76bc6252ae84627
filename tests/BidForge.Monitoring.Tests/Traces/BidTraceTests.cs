using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using BidForge.Monitoring.Tests.Support;
using BidForge.Testing.Marketplace;

namespace BidForge.Monitoring.Tests.Traces;

/// <summary>A bid is one trace, from the gateway over the database, the outbox and the broker to those who are told of it.</summary>
public sealed class BidTraceTests(Marketplace marketplace)
{
    private static CancellationToken Cancel => Marketplace.Cancel;

    [Fact]
    public async Task A_revision_can_be_followed_from_the_gateway_to_the_notification()
    {
        var (trace, project) = (ActivityTraceId.CreateRandom().ToHexString(), marketplace.Project);
        using var http = marketplace.App.CreateHttpClient("gateway");
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/bids/{project.BidId}") { Content = JsonContent.Create(SealedProject.Bid(project.LineId, 13.25m)) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await project.Bidder.HireAsync("estimator", Cancel));
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        request.Headers.Add("If-Match", "*");
        request.Headers.Add("traceparent", $"00-{trace}-00f067aa0ba902b7-01");
        using var answer = await http.SendAsync(request, Cancel);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));

        foreach (var service in new[] { "gateway", "bid", "notification" })
            await Patiently.TrueAsync(
                () => Task.FromResult(marketplace.Collector.Spans.Any(span => span.TraceId == trace && span.Service == service)), $"{service} has a part in the trace", Cancel);
        await Patiently.TrueAsync(
            () => Task.FromResult(marketplace.Collector.Spans.Any(span => span.TraceId == trace && span.Name is "outbox publish")), "the outbox has a part in it", Cancel);
    }
}
