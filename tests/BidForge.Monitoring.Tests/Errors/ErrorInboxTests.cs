using System.Net;
using System.Text.Json;
using BidForge.Demo.Api;
using BidForge.Monitoring.Tests.Support;
using BidForge.ServiceDefaults.Errors;
using BidForge.ServiceDefaults.Telemetry;
using BidForge.Testing.Marketplace;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace BidForge.Monitoring.Tests.Errors;

/// <summary>What goes wrong anywhere is shown to administrators of the marketplace, each kind once.</summary>
public sealed class ErrorInboxTests(Marketplace marketplace)
{
    private const string Path = "/api/v1/admin/errors";

    private static CancellationToken Cancel => Marketplace.Cancel;

    [Fact]
    public async Task Errors_of_one_kind_are_one_group_with_count_place_and_trace_and_without_what_was_handled()
    {
        var admin = await Administrator.TokenAsync(marketplace, Cancel);
        using var http = new HttpClient { BaseAddress = marketplace.Gateway };
        await using var probe = await Probe.StartAsync(("ConnectionStrings:redis", (await marketplace.App.GetConnectionStringAsync("redis", Cancel))!));
        const string Trace = "0af7651916cd43dd8448eb211c80319c";
        for (var time = 0; time < 3; time++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/broken");
            if (time is 2) request.Headers.Add("traceparent", $"00-{Trace}-b7ad6b7169203331-01");
            using var broken = await probe.Http.SendAsync(request, Cancel);
            Assert.Equal(HttpStatusCode.InternalServerError, broken.StatusCode);
        }

        var group = default(JsonElement);
        await Eventually.TrueAsync(async () => (await ListAsync(http, admin)).Any(item =>
            (group = item.Get("group")).Get("last").Text("process") is "probe" && group.Number("count") is 3), "all three are in one group", Cancel);
        Assert.Equal("System.InvalidOperationException", group.Get("last").Text("kind"));
        Assert.Contains("Probe", group.Get("last").Text("place"), StringComparison.Ordinal);
        Assert.Equal(Trace, group.Get("last").Text("traceId"));
        Assert.True(group.Get("firstSeen").GetDateTimeOffset() <= group.Get("lastSeen").GetDateTimeOffset());
        Assert.DoesNotContain(Probe.Secret, group.GetRawText(), StringComparison.Ordinal);

        var away = $"{Path}/{group.Text("id")}";
        foreach (var status in new[] { HttpStatusCode.NoContent, HttpStatusCode.NotFound })
        {
            using var removed = await Company.CallAsync(http, admin, HttpMethod.Delete, away, null, Cancel);
            Assert.Equal(status, removed.StatusCode);
        }
        Assert.DoesNotContain(await ListAsync(http, admin), item => item.Get("group").Text("id") == group.Text("id"));
    }

    [Fact]
    public async Task Only_administrators_see_them_and_put_them_away()
    {
        using var http = new HttpClient { BaseAddress = marketplace.Gateway };
        foreach (var (method, path) in new[] { (HttpMethod.Get, Path), (HttpMethod.Delete, $"{Path}/0123456789ab") })
            foreach (var (token, status) in new[] { (null, HttpStatusCode.Unauthorized), (marketplace.Project.Contractor.Owner, HttpStatusCode.Forbidden) })
            {
                using var refused = await Company.CallAsync(http, token, method, path, null, Cancel);
                Assert.Equal(status, refused.StatusCode);
            }
        using var wrong = await Company.CallAsync(http, await Administrator.TokenAsync(marketplace, Cancel), HttpMethod.Get, Path + "?limit=0", null, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Contains("limit", await wrong.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slow_statement_is_captured_by_its_shape_and_an_error_with_what_was_logged_before_it()
    {
        using var capture = new ErrorCapture("test", TimeProvider.System);
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(capture));
        var logger = factory.CreateLogger("Somewhere");
        using var activity = new System.Diagnostics.Activity("call").SetIdFormat(System.Diagnostics.ActivityIdFormat.W3C).Start();
        logger.LogInformation("Asked {Whom} for it", Probe.Secret);
        logger.LogError("It failed for {Whom}", Probe.Secret);
        SlowQueries.Slow(logger, "bid0", 2.5, "select ? from bids");

        var failed = await capture.Reports.ReadAsync(Cancel);
        Assert.Equal(("Somewhere", "It failed for {Whom}"), (failed.Kind, failed.Message));
        Assert.Equal(["Information Somewhere: Asked {Whom} for it"], failed.Before);
        Assert.Equal("A slow statement: select ? from bids", (await capture.Reports.ReadAsync(Cancel)).Message);
    }

    [Fact]
    public async Task The_groups_seen_last_are_kept_and_no_more_than_five_hundred()
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync((await marketplace.App.GetConnectionStringAsync("redis", Cancel))! + ",defaultDatabase=5");
        var inbox = new ErrorInbox(redis.GetDatabase());
        var start = TimeProvider.System.GetUtcNow();
        for (var number = 0; number < 505; number++)
            await inbox.AddAsync(new("test", $"Kind {number}", null, "It failed", null, start.AddSeconds(number), []));

        var groups = await inbox.ListAsync(1000);
        Assert.Equal(500, groups.Count);
        Assert.Equal(("Kind 504", "Kind 5"), (groups[0].Last.Kind, groups[^1].Last.Kind));
    }

    private static async Task<IReadOnlyList<JsonElement>> ListAsync(HttpClient http, string token)
    {
        using var answer = await Company.CallAsync(http, token, HttpMethod.Get, Path, null, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return [.. JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync(Cancel)).Get("data").EnumerateArray()];
    }
}
