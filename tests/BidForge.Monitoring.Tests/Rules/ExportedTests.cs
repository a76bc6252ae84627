using BidForge.Monitoring.Tests.Support;

namespace BidForge.Monitoring.Tests.Rules;

/// <summary>A Prometheus with our rules looks at the running system: whatever a rule or dashboard asks for is really there.</summary>
public sealed class ExportedTests(Marketplace marketplace, Watched watched) : IClassFixture<Watched>
{
    private static CancellationToken Cancel => Marketplace.Cancel;

    [Fact]
    public async Task Every_metric_that_a_rule_or_a_dashboard_names_is_exported_here_or_known_to_come_from_elsewhere()
    {
        var named = RuleFiles.All.Select(rule => (Where: rule.File, rule.Expression)).Concat(Dashboards.Queries.Select(query => (Where: query.File, query.Expression)))
            .SelectMany(entry => PromQl.Metrics(entry.Expression).Select(metric => (entry.Where, Metric: metric))).Distinct().ToList();
        Assert.True(named.Count > 40, "Hardly any metric is named: are the files read?");
        var recorded = RuleFiles.All.Select(rule => rule.Record).OfType<string>().ToHashSet(StringComparer.Ordinal);
        // Some are there from the first event on, some from the first look at a dependency.
        HashSet<string> exported = [];
        List<(string Where, string Metric)> missing = [];
        try
        {
            await Patiently.TrueAsync(async () =>
            {
                exported = await watched.Prometheus.NamesAsync(Cancel);
                missing = named.FindAll(entry => !recorded.Contains(entry.Metric) && !OutsideMetrics.All.ContainsKey(entry.Metric) && !exported.Contains(entry.Metric));
                return missing.Count is 0;
            }, "everything that is named is exported", Cancel);
        }
        catch (TimeoutException)
        {
            Assert.Empty(missing);
        }

        // The list of what comes from elsewhere is no place to hide what is ours or what nobody names.
        Assert.DoesNotContain(OutsideMetrics.All.Keys, exported.Contains);
        Assert.Empty(OutsideMetrics.All.Keys.Except(named.Select(entry => entry.Metric)));
    }

    [Fact]
    public async Task Every_query_of_a_dashboard_and_every_rule_finds_the_series_and_labels_that_it_names()
    {
        var whole = Asked.All.Where(query => !query.IsAnsweredFromOutside).ToList();
        Assert.True(whole.Count > 80, "Hardly anything is asked for: are the files read?");
        List<Asked> unanswered = [.. whole, .. whole.SelectMany(query => query.Parts).DistinctBy(part => part.Expression)];
        try
        {
            await Patiently.TrueAsync(async () =>
            {
                // Rates are of what happens while it is watched: requests at the gateway, lookups in a cache.
                await marketplace.Project.Contractor.Api.GetAsync("/projects", Cancel);
                foreach (var query in unanswered.ToList())
                    if (query.IsAnsweredBy(await watched.Prometheus.LabelsAsync(query.Expression, Cancel)))
                        unanswered.Remove(query);
                return unanswered.Count is 0;
            }, "everything that is asked for is answered", Cancel);
        }
        catch (TimeoutException)
        {
            Assert.Empty(unanswered.Select(query => $"{query.Where}: {query.Expression} by {string.Join(", ", query.Labels)}"));
        }
    }

    [Fact]
    public async Task A_query_for_a_label_or_a_value_that_is_not_there_has_no_answer()
    {
        foreach (var (wrong, right) in new[]
        {
            ("bidforge_cache_hits_total{layer=\"disk\"}", "bidforge_cache_hits_total{layer=\"memory\"}"),
            ("sum by (layr) (bidforge_cache_hits_total)", "sum by (layer) (bidforge_cache_hits_total)"),
        })
        {
            await Patiently.TrueAsync(() => IsAnsweredAsync(right), "the right one is answered", Cancel);
            Assert.False(await IsAnsweredAsync(wrong));
        }

        async Task<bool> IsAnsweredAsync(string expression) =>
            new Asked("", expression, PromQl.Grouped(expression).ToHashSet()).IsAnsweredBy(await watched.Prometheus.LabelsAsync(expression, Cancel));
    }

    [Fact]
    public void What_is_looked_for_instead_is_looked_for() => Assert.All(
        Asked.Substitutes, substitute => Assert.Contains(Asked.All, query => query.Expression.Contains(substitute.Instead, StringComparison.Ordinal)));

    [Fact]
    public async Task Every_query_of_a_dashboard_is_one_that_Prometheus_understands()
    {
        foreach (var (file, panel, expression, _) in Dashboards.Queries)
            Assert.Equal((file, panel, ""), (file, panel, await watched.Prometheus.FaultOfAsync(Asked.Filled(expression), Cancel)));
        Assert.NotEqual("", await watched.Prometheus.FaultOfAsync("sum(rate(", Cancel));
    }

    [Theory]
    [InlineData("sum by (job) (rate(a_total{x=\"b{}\",y=~\"c|d\"}[5m])) / d_max > 0.8", "a_total d_max")]
    [InlineData("histogram_quantile(0.95, sum by (le) (rate(a_bucket{job=\"$job\"}[$__rate_interval])))", "a_bucket")]
    [InlineData("min(a) - time() < 14 * 86400 or on (x) b:c:d unless e offset 5m", "a b:c:d e")]
    public void Names_are_found_in_an_expression(string expression, string metrics) => Assert.Equal(metrics, string.Join(' ', PromQl.Metrics(expression)));

    [Theory]
    [InlineData("sum by (job) (rate(a_total{x=\"b{} > 1\",y=~\"c|d\"}[5m])) / d_max > 0.8", "a_total{x=\"b{} > 1\",y=~\"c|d\"} d_max", "job")]
    [InlineData("(max(up{job=\"a\"}) or vector(0)) * (count by (x, y) (b) < bool 0.05)", "up{job=\"a\"} b", "x y")]
    public void Series_and_labels_are_found_in_an_expression(string expression, string selectors, string labels) =>
        Assert.Equal((selectors, labels), (string.Join(' ', PromQl.Selectors(expression)), string.Join(' ', PromQl.Grouped(expression))));
}
