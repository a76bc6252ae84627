using System.Net;
using BidForge.Monitoring.Tests.Support;

namespace BidForge.Monitoring.Tests.Metrics;

/// <summary>What is counted as a request, and under which name.</summary>
public sealed class RequestTests
{
    [Fact]
    public async Task A_request_is_counted_to_its_method_template_and_status()
    {
        await using var probe = await Probe.StartAsync();
        await probe.Http.GetStringAsync("/things/17", Marketplace.Cancel);
        await CountedAsync(probe, "http_request_duration_seconds_count{method=\"GET\",route=\"/things/{id}\",status_code=\"200\"}");
    }

    [Fact]
    public async Task One_that_fails_is_counted_as_500_to_its_own_route()
    {
        await using var probe = await Probe.StartAsync();
        using var answer = await probe.Http.GetAsync("/broken", Marketplace.Cancel);
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        await CountedAsync(probe, "http_request_duration_seconds_count{method=\"GET\",route=\"/broken\",status_code=\"500\"}");
    }

    [Fact]
    public async Task The_promise_of_200_milliseconds_is_one_of_the_buckets()
    {
        await using var probe = await Probe.StartAsync();
        await probe.Http.GetStringAsync("/things/17", Marketplace.Cancel);
        await CountedAsync(probe, "http_request_duration_seconds_bucket{method=\"GET\",route=\"/things/{id}\",status_code=\"200\",le=\"0.2\"}");
    }

    [Fact]
    public async Task Live_streams_probes_and_scrapes_are_no_requests()
    {
        await using var probe = await Probe.StartAsync();
        foreach (var path in new[] { "/live", "/alive", "/health", "/metrics", "/things/17" })
            await probe.Http.GetStringAsync(path, Marketplace.Cancel);
        await CountedAsync(probe, "http_request_duration_seconds_count{method=\"GET\",route=\"/things/{id}\",status_code=\"200\"}");
        Assert.Single(await SeriesAsync(probe), series => series.StartsWith("http_request_duration_seconds_count", StringComparison.Ordinal));
    }

    // What is recorded when an answer ends may come a moment after its reader has it.
    private static Task CountedAsync(Probe probe, string series) =>
        Patiently.TrueAsync(async () => (await SeriesAsync(probe)).Contains(series), $"{series} is counted", Marketplace.Cancel);

    private static async Task<List<string>> SeriesAsync(Probe probe) =>
        Scrape.Series((await Scrape.Async(probe.Http, Scrape.Text, Marketplace.Cancel)).Text);
}
