using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using BidForge.Bids.Tests.Support;
using BidForge.Contracts;

namespace BidForge.Bids.Tests.Bidding;

public sealed class RoundTripTests(Servers servers)
{
    [Fact]
    public async Task A_submit_takes_two_round_trips_at_first_and_one_from_then_on()
    {
        var market = await Market.OpenAsync(servers.First);
        Assert.Equal(2, await CountAsync(market));
        Assert.Equal(1, await CountAsync(market));
        await market.ChangeAsync(terms => terms with { ScopeVersion = 2, BidForm = terms.BidForm with { Alternates = [] } });
        Assert.Equal(2, await CountAsync(market, scopeVersion: 2));
    }

    private async Task<int> CountAsync(Market market, int scopeVersion = 1)
    {
        var commands = new ConcurrentQueue<string>();
        var trace = ActivityTraceId.CreateRandom();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                // Opening a physical connection is traced too, and is no command.
                if (activity.TraceId == trace && activity.GetTagItem("db.query.text") is not null)
                    commands.Enqueue(activity.DisplayName);
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var client = servers.First.As(Person.Of(CompanyKind.Subcontractor) with { Plan = "free" });
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/packages/{market.PackageId}/bids");
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
        var body = scopeVersion is 1 ? Market.Bid() : new
        {
            scopeVersion,
            lines = Market.SmallForm.LineItems.Select(line => new { lineItemId = line.Id, unitPrice = 1 }),
            alternates = Array.Empty<object>(),
            answers = new[] { new { questionId = Market.SmallForm.Questions[0].Id, answer = "Yes" } },
            attachments = Array.Empty<Guid>(),
        };
        request.Content = JsonContent.Create(body);
        await client.SendAsync(request).OkAsync();
        return commands.Count;
    }
}
