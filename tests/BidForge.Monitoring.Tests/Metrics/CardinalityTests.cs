using BidForge.Monitoring.Tests.Support;

namespace BidForge.Monitoring.Tests.Metrics;

/// <summary>However many paths, ids, methods and queries clients think of, there are only so many series.</summary>
public sealed class CardinalityTests(Marketplace marketplace)
{
    private const int Requests = 10_000;

    private static readonly string[] Shapes =
    [
        "/api/v1/packages/{0}/bids", "/api/v1/bids/{0}", "/api/v1/projects/{0}", "/api/v1/files/{0}?name={1}", "/api/v1/{1}", "/{1}/{0}", "/things/{0}?x={1}", "/{1}.php",
    ];

    [Fact]
    public async Task Ten_thousand_paths_and_ids_make_no_more_series_than_a_few()
    {
        await using var probe = await Probe.StartAsync();
        await AskAsync(probe.Http, 0, Shapes.Length);
        var few = await CountAsync(probe.Http);
        await AskAsync(probe.Http, Shapes.Length, Requests);
        var many = await CountAsync(probe.Http);
        // Only the runtime's own figures may have come to life meanwhile, or have gone with another test's process of this kind.
        Assert.InRange(many, 1, Math.Min(few + 100, 600));
    }

    [Theory, InlineData("gateway"), InlineData("bid"), InlineData("file")]
    public async Task Nor_do_they_at_a_real_service(string service)
    {
        using var http = marketplace.App.CreateHttpClient(service);
        await AskAsync(http, 0, 20 * Shapes.Length);
        var few = await CountAsync(http);
        await AskAsync(http, 20 * Shapes.Length, 1_500);
        Assert.InRange(await CountAsync(http), 1, few + 200);
    }

    [Fact]
    public async Task Methods_that_nobody_knows_are_counted_as_one()
    {
        await using var probe = await Probe.StartAsync();
        for (var number = 0; number < 50; number++)
        {
            using var request = new HttpRequestMessage(new HttpMethod($"METHOD{number}"), "/things/1");
            using var answer = await probe.Http.SendAsync(request, Marketplace.Cancel);
        }
        var text = "";
        await Patiently.TrueAsync(async () => (text = (await Scrape.Async(probe.Http, Scrape.Text, Marketplace.Cancel)).Text).Contains("method=\"other\"", StringComparison.Ordinal), "they are counted", Marketplace.Cancel);
        Assert.DoesNotContain("METHOD", text, StringComparison.Ordinal);
    }

    private static async Task AskAsync(HttpClient http, int from, int to) => await Parallel.ForEachAsync(
        Enumerable.Range(from, to - from), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Marketplace.Cancel }, async (number, ct) =>
        {
            var path = string.Format(null, Shapes[number % Shapes.Length], Guid.NewGuid(), $"word{number}");
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), ct);
        });

    private static async Task<int> CountAsync(HttpClient http) => Scrape.Series((await Scrape.Async(http, Scrape.Text, Marketplace.Cancel)).Text).Count;
}
