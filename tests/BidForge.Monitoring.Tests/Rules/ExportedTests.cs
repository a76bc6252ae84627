using BidForge.Monitoring.Tests.Support;

namespace BidForge.Monitoring.Tests.Rules;

/// <summary>A Prometheus with our rules looks at the running system: whatever a rule or dashboard names is really there.</summary>
public sealed class ExportedTests(Marketplace marketplace) : IDisposable
{
    private readonly PlainRules plain = new();

    private static CancellationToken Cancel => Marketplace.Cancel;

    public void Dispose() => plain.Dispose();

    [Fact]
    public async Task Every_metric_that_a_rule_or_a_dashboard_names_is_exported_here_or_known_to_come_from_elsewhere()
    {
        // A process in which somebody has to wait for a connection: Npgsql shows that figure from the first wait on.
        await using var probe = await Probe.StartAsync();
        await using var crowded = await CrowdedPool.FillAsync((await marketplace.App.GetConnectionStringAsync("bid0", Cancel))!, Cancel);
        await using var prometheus = await PrometheusServer.StartAsync(
            [.. Marketplace.Services.Select(service => (service, marketplace.App.GetEndpoint(service))), ("crowded", probe.Http.BaseAddress!)], plain.Pattern, Cancel);
        await prometheus.SeesAllAsync(Cancel);

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
                exported = await prometheus.NamesAsync(Cancel);
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
    public async Task Every_query_of_a_dashboard_is_one_that_Prometheus_understands()
    {
        await using var prometheus = await PrometheusServer.StartAsync([], plain.Pattern, Cancel);
        foreach (var (file, panel, expression) in Dashboards.Queries)
            Assert.Equal((file, panel, ""), (file, panel, await prometheus.FaultOfAsync(expression.Replace("$__rate_interval", "1m", StringComparison.Ordinal), Cancel)));
        Assert.NotEqual("", await prometheus.FaultOfAsync("sum(rate(", Cancel));
    }

    [Theory]
    [InlineData("sum by (job) (rate(a_total{x=\"b{}\",y=~\"c|d\"}[5m])) / d_max > 0.8", "a_total d_max")]
    [InlineData("histogram_quantile(0.95, sum by (le) (rate(a_bucket{job=\"$job\"}[$__rate_interval])))", "a_bucket")]
    [InlineData("min(a) - time() < 14 * 86400 or on (x) b:c:d unless e offset 5m", "a b:c:d e")]
    public void Names_are_found_in_an_expression(string expression, string metrics) => Assert.Equal(metrics, string.Join(' ', PromQl.Metrics(expression)));
}
