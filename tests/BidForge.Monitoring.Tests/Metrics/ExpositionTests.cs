using System.Text;
using System.Text.RegularExpressions;
using BidForge.Monitoring.Tests.Support;

namespace BidForge.Monitoring.Tests.Metrics;

/// <summary>Prometheus' own tool finds nothing wrong with what each process says.</summary>
public sealed partial class ExpositionTests(Marketplace marketplace)
{
    public static TheoryData<string> Services => [.. Marketplace.Services];

    [Fact]
    public async Task Promtool_finds_no_fault_in_the_metrics_of_any_running_process()
    {
        var all = new StringBuilder();
        foreach (var service in Marketplace.Services)
        {
            using var http = marketplace.App.CreateHttpClient(service);
            using var answer = await http.GetAsync(new Uri("/nothing-there", UriKind.Relative), Marketplace.Cancel);
            var (type, text) = ("", "");
            // Recorded a moment after its reader has the answer, and a scrape right after another is answered as that one was.
            await Patiently.TrueAsync(async () =>
            {
                (type, text) = await marketplace.ScrapeAsync(service, Scrape.Text);
                return text.Contains("http_request_duration_seconds_bucket{", StringComparison.Ordinal);
            }, "the request is counted", Marketplace.Cancel);
            Assert.StartsWith("text/plain", type, StringComparison.Ordinal);
            // The tool takes seconds of a processor to start: it looks at all of them at once, each under names of its own.
            all.Append(Name().Replace(text, $"$1{service}_$2"));
        }
        var (exit, faults) = await Tool.RunAsync("promtool", ["check", "metrics"], all.ToString(), Marketplace.Cancel);
        Assert.True(exit is 0, faults);
    }

    [Theory, MemberData(nameof(Services))]
    public async Task Who_asks_for_OpenMetrics_gets_it_to_the_end(string service)
    {
        var (type, text) = await marketplace.ScrapeAsync(service, Scrape.OpenMetrics);
        Assert.StartsWith("application/openmetrics-text", type, StringComparison.Ordinal);
        Assert.EndsWith("# EOF\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Promtool_does_find_a_fault_where_there_is_one()
    {
        var (exit, faults) = await Tool.RunAsync("promtool", ["check", "metrics"], "# TYPE calls counter\ncalls 1\n", Marketplace.Cancel);
        Assert.NotEqual(0, exit);
        Assert.Contains("_total", faults, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_metric_says_how_a_database_is_reached()
    {
        foreach (var service in Marketplace.Services)
        {
            var (_, text) = await marketplace.ScrapeAsync(service, Scrape.Text);
            Assert.DoesNotContain("Host=", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("Username=", text, StringComparison.OrdinalIgnoreCase);
        }
        var (_, bid) = await marketplace.ScrapeAsync("bid", Scrape.Text);
        foreach (var pool in new[] { "bid0", "bid1", "bidcatalog" })
            Assert.Contains($"db_client_connections{{db_client_connection_pool_name=\"{pool}\",db_client_connection_state=\"used\"}}", bid, StringComparison.Ordinal);
    }

    [GeneratedRegex("^(# (?:HELP|TYPE|UNIT) |)([a-zA-Z_:])", RegexOptions.Multiline)]
    private static partial Regex Name();
}
