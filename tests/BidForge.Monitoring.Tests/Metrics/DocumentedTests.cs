using System.Text.RegularExpressions;
using BidForge.Monitoring.Tests.Support;

namespace BidForge.Monitoring.Tests.Metrics;

/// <summary>docs/telemetry.md names every metric that there is.</summary>
public sealed partial class DocumentedTests(Marketplace marketplace)
{
    public static TheoryData<string> Services => [.. Marketplace.Services];

    [Theory, MemberData(nameof(Services))]
    public async Task Every_metric_of_a_running_process_is_in_the_docs(string service)
    {
        var names = Named().Matches(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "telemetry.md"), Marketplace.Cancel)).Select(match => match.Groups[1].Value).ToList();
        var (_, text) = await marketplace.ScrapeAsync(service, Scrape.Text);
        var metrics = Types().Matches(text).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(metrics);
        Assert.All(metrics, metric => Assert.Contains(names, name => name.EndsWith('*') ? metric.StartsWith(name[..^1], StringComparison.Ordinal) : metric == name));
    }

    [GeneratedRegex("`([a-z][a-z0-9_]*\\*?)`")]
    private static partial Regex Named();

    [GeneratedRegex("^# TYPE (\\S+) ", RegexOptions.Multiline)]
    private static partial Regex Types();
}
