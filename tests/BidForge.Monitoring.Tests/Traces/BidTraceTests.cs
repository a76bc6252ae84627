using System.Diagnostics;
using BidForge.Monitoring.Tests.Support;

namespace BidForge.Monitoring.Tests.Traces;

/// <summary>A bid is one trace, from the browser over site, gateway, database, outbox and broker to those who are told of it.</summary>
public sealed class BidTraceTests(Marketplace marketplace)
{
    private const string Browser = "00f067aa0ba902b7";

    // Source by source, from the last step to the first.
    private static readonly string[] Way =
    [
        "notification BidForge.Notifications", "notification MassTransit", "bid MassTransit", "bid BidForge.Messaging", "bid Microsoft.AspNetCore",
        "gateway System.Net.Http", "gateway Yarp.ReverseProxy", "gateway Microsoft.AspNetCore", "web System.Net.Http", "web Microsoft.AspNetCore",
        "gateway System.Net.Http", "gateway Yarp.ReverseProxy", "gateway Microsoft.AspNetCore",
    ];

    private static CancellationToken Cancel => Marketplace.Cancel;

    [Fact]
    public async Task A_revision_can_be_followed_from_the_browser_to_the_live_notification()
    {
        var (trace, project) = (ActivityTraceId.CreateRandom().ToHexString(), marketplace.Project);
        using var site = await Site.SignInAsync(marketplace.Gateway, project.Bidder.Email, Cancel);
        using var live = await site.ListenAsync(Cancel);
        var page = await site.PostAsync($"/packages/{project.PackageId}/bid", "bid", new() { ["Form.Lines[0].UnitPrice"] = "13.25", ["Form.Do"] = "submit" }, $"00-{trace}-{Browser}-01", Cancel);
        Assert.Equal($"/bids/{project.BidId}/accepted", page);
        while (await live.ReadLineAsync(Cancel) is var line && line is not "event: notification")
            Assert.NotNull(line);

        List<Span> way = [];
        try
        {
            await Patiently.TrueAsync(() => Task.FromResult(FollowBack(trace, out way)), "the trace goes from the live notification back to the browser", Cancel);
        }
        catch (TimeoutException)
        {
            Assert.Equal([], way);
        }
        Assert.Equal("notification deliver", way[0].Name);
        Assert.Equal(Way, Steps(way));
        // What is written down on the way is under who writes it: the bid, and what is told of it.
        await HasSqlAsync(way.First(span => span is { Service: "bid", Source: "Microsoft.AspNetCore" }));
        await HasSqlAsync(way.First(span => span is { Service: "notification", Source: "MassTransit" }));
    }

    /// <summary>The spans from a live delivery up to the one that the browser's was the parent of; false where they have not all come yet.</summary>
    private bool FollowBack(string trace, out List<Span> way)
    {
        var spans = marketplace.Collector.Spans.Where(span => span.TraceId == trace).DistinctBy(span => span.Id).ToDictionary(span => span.Id);
        way = [];
        for (var at = spans.Values.FirstOrDefault(span => span.Source is "BidForge.Notifications"); at is not null; at = spans.GetValueOrDefault(at.Parent))
            way.Add(at);
        return way is [.., { Parent: Browser }];
    }

    private static IEnumerable<string> Steps(List<Span> way)
    {
        var steps = way.ConvertAll(span => $"{span.Service} {span.Source}");
        return steps.Where((step, index) => index is 0 || steps[index - 1] != step);
    }

    private Task HasSqlAsync(Span parent) => Patiently.TrueAsync(
        () => Task.FromResult(marketplace.Collector.Spans.Any(span => span.TraceId == parent.TraceId && span.Source is "Npgsql" && span.Parent == parent.Id)),
        $"SQL is under {parent.Name} of {parent.Service}", Cancel);
}
