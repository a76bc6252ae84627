using BidForge.Monitoring.Tests.Support;

namespace BidForge.Monitoring.Tests.Rules;

/// <summary>Each alert fires when it should and stays silent when it should, and says what to do.</summary>
public sealed class RuleTests : IDisposable
{
    private readonly PlainRules plain = new();

    private static CancellationToken Cancel => Marketplace.Cancel;

    public static TheoryData<string> CaseFiles => [.. Directory.GetFiles(Repository.Cases, "*.yaml").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Alerts => [.. RuleFiles.Alerts.Select(rule => rule.Alert!)];

    public void Dispose() => plain.Dispose();

    [Fact]
    public async Task Prometheus_can_read_the_rules()
    {
        var (exit, output) = await Tool.RunAsync("promtool", ["check", "rules", .. plain.Files], null, Cancel);
        Assert.True(exit is 0, output);
    }

    [Theory, MemberData(nameof(CaseFiles))]
    public async Task The_alerts_fire_and_stay_silent_as_the_cases_say(string file)
    {
        var (exit, output) = await Tool.RunAsync("promtool", ["test", "rules", plain.Case(file)], null, Cancel);
        Assert.True(exit is 0, output);
    }

    [Theory, MemberData(nameof(Alerts))]
    public void Each_alert_has_a_case_in_which_it_fires_and_one_in_which_it_does_not(string alert)
    {
        Assert.Contains((alert, true), RuleFiles.Checks);
        Assert.Contains((alert, false), RuleFiles.Checks);
    }

    [Theory, MemberData(nameof(Alerts))]
    public void Each_alert_says_how_urgent_it_is_what_it_means_and_what_to_do(string alert)
    {
        var rule = Assert.Single(RuleFiles.Alerts, rule => rule.Alert == alert);
        Assert.Contains(rule.Severity, (string[])["page", "ticket"]);
        Assert.False(string.IsNullOrWhiteSpace(rule.Summary));
        Assert.EndsWith($"/docs/runbooks/{alert}.md", rule.Runbook, StringComparison.Ordinal);
        var runbook = File.ReadAllText(Path.Combine(Repository.Runbooks, $"{alert}.md"));
        foreach (var heading in new[] { $"# {alert}\n", "\n## What it means\n", "\n## How to look\n", "\n## What to do\n" })
            Assert.Contains(heading, runbook, StringComparison.Ordinal);
    }

    [Fact]
    public void No_runbook_is_left_over_from_an_alert_that_is_gone() => Assert.Equal(
        RuleFiles.Alerts.Select(rule => rule.Alert).Order(StringComparer.Ordinal),
        Directory.GetFiles(Repository.Runbooks, "*.md").Select(Path.GetFileNameWithoutExtension).Where(name => name is not "README").Order(StringComparer.Ordinal));
}
