using System.Diagnostics;
using System.Net;
using System.Text.Json;
using BidForge.Gateway.Tests.Support;
using BidForge.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http;
using StackExchange.Redis;

namespace BidForge.Gateway.Tests;

public sealed class StatusTests(Servers servers, OwnIssuer own) : IClassFixture<OwnIssuer>
{
    private const string Whole = "/api/v1/admin/system";

    [Fact]
    public async Task Everybody_sees_which_part_is_away_and_nothing_about_how_it_is_built()
    {
        await using var working = await Upstream.EchoAsync("bid");
        await using var gateway = await Gateways.StartAsync(servers, [
            ("auth", servers.App.GetEndpoint("auth")), ("bid", working.Address), ("bid", await Upstream.NobodyAsync()), ("project", await Upstream.NobodyAsync())]);

        // The auth service may be too busy to answer in the few seconds that it is given.
        var status = await gateway.GetAsync("/api/v1/status");
        await Eventually.TrueAsync(async () => Parts(status = await gateway.GetAsync("/api/v1/status"))["auth"] is "working", "the auth service works", Servers.Ct);
        Assert.Equal(HttpStatusCode.OK, status.Status);
        var parts = Parts(status);
        Assert.Equal(("working", "impaired", "away", "away"), (parts["auth"], parts["bid"], parts["project"], parts["file"]));
        Assert.Equal("away", status.Json.GetProperty("status").GetString());
        Assert.Equal(["checkedAt", "parts", "status"], status.Json.EnumerateObject().Select(member => member.Name).Order());
        Assert.DoesNotContain("127.0.0.1", status.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("postgres", status.Body, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Administrators_see_each_replica_with_what_it_depends_on()
    {
        var gone = await Upstream.NobodyAsync();
        await using var issuing = await own.Issuer.ServeAsync();
        await using var gateway = await Gateways.StartAsync(servers, [
            ("auth", issuing.Address), ("project", servers.App.GetEndpoint("auth")), ("project", gone)]);

        var status = await gateway.GetAsync(Whole, Token(administers: true));
        await Eventually.TrueAsync(
            async () => Parts(status = await gateway.GetAsync(Whole, Token(administers: true)))["project"] is "impaired", "the auth service answers", Servers.Ct);
        Assert.Equal(HttpStatusCode.OK, status.Status);
        Assert.Contains("no-store", status.Header("Cache-Control"), StringComparison.Ordinal);
        var parts = status.Json.GetProperty("parts").EnumerateArray().ToDictionary(part => part.GetProperty("part").GetString()!);
        var itself = Assert.Single(parts["gateway"].GetProperty("replicas").EnumerateArray());
        Assert.True(itself.GetProperty("checks").TryGetProperty("redis", out _), itself.ToString());
        Assert.True(itself.GetProperty("checks").GetProperty("disk").GetProperty("usedPercent").GetDouble() > 0, itself.ToString());

        // Under the name of the project service stand the real auth service, and nobody.
        var replicas = parts["project"].GetProperty("replicas").EnumerateArray().ToDictionary(replica => new Uri(replica.GetProperty("replica").GetString()!).Port);
        Assert.Equal("away", replicas[gone.Port].GetProperty("status").GetString());
        Assert.False(replicas[gone.Port].TryGetProperty("checks", out _));
        var real = replicas[servers.App.GetEndpoint("auth").Port];
        Assert.Equal("healthy", real.GetProperty("checks").EnumerateObject().First(check => check.Name is not ("disk" or "memory")).Value.GetProperty("status").GetString());
        Assert.Equal("impaired", parts["project"].GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_replica_that_calls_itself_degraded_works_in_part_and_one_that_answers_503_does_not()
    {
        await using var degraded = await Upstream.StartAsync(_ => Task.CompletedTask, health: context => context.Response.WriteAsJsonAsync(new { status = "degraded", checks = new { } }));
        await using var broken = await Upstream.StartAsync(_ => Task.CompletedTask, health: context =>
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return context.Response.WriteAsJsonAsync(new { status = "unhealthy" });
        });
        await using var gateway = await Gateways.StartAsync(servers, [("bid", degraded.Address), ("file", broken.Address)]);

        var parts = Parts(await gateway.GetAsync("/api/v1/status"));
        Assert.Equal(("impaired", "away"), (parts["bid"], parts["file"]));
    }

    [Fact]
    public async Task Nobody_but_an_administrator_sees_the_whole()
    {
        (await own.Gateway.GetAsync(Whole)).IsProblem(HttpStatusCode.Unauthorized, "auth.token-invalid");
        (await own.Gateway.GetAsync(Whole, "not-a-token")).IsProblem(HttpStatusCode.Unauthorized, "auth.token-invalid");
        (await own.Gateway.GetAsync(Whole, Token(administers: false))).IsProblem(HttpStatusCode.Forbidden, "auth.forbidden");
    }

    [Fact]
    public async Task Without_Redis_the_status_is_told_and_errors_are_503()
    {
        await using var issuing = await own.Issuer.ServeAsync();
        await using var gateway = await Gateways.StartAsync(
            servers, [("auth", issuing.Address)], ("ConnectionStrings__redis", "127.0.0.1:1,connectTimeout=500,asyncTimeout=500"), ("Limits__RedisMilliseconds", "100"));
        Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync("/api/v1/status")).Status);
        var refused = await gateway.GetAsync("/api/v1/admin/errors", Token(administers: true));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "2"), (refused.Status, refused.Header("Retry-After")));
    }

    [Fact]
    public async Task The_trace_of_an_error_is_a_link_only_where_the_settings_say_how_traces_are_found()
    {
        var trace = ActivityTraceId.CreateRandom().ToHexString();
        await using (var redis = await ConnectionMultiplexer.ConnectAsync(await servers.RedisAsync()))
            await new ErrorInbox(redis.GetDatabase()).AddAsync(new("test", "Kind", null, $"It failed in {trace}", trace, TimeProvider.System.GetUtcNow(), []));
        await using var issuing = await own.Issuer.ServeAsync();
        await using var linking = await Gateways.StartAsync(servers, [("auth", issuing.Address)], ("Errors__TraceLink", "https://traces.example/trace/{traceId}?from=errors"));

        Assert.Equal($"https://traces.example/trace/{trace}?from=errors", (await ListedAsync(linking)).GetProperty("traceLink").GetString());
        Assert.Equal(JsonValueKind.Null, (await ListedAsync(own.Gateway)).GetProperty("traceLink").ValueKind);

        async Task<JsonElement> ListedAsync(IGateway gateway) => Assert.Single(
            (await gateway.GetAsync("/api/v1/admin/errors?limit=200", Token(administers: true))).Json.GetProperty("data").EnumerateArray(),
            item => item.GetProperty("group").GetProperty("last").TryGetProperty("traceId", out var id) && id.GetString() == trace);
    }

    [Fact]
    public async Task Asking_for_the_status_is_counted_as_any_request()
    {
        var status = await own.Gateway.GetAsync("/api/v1/status");
        Assert.NotNull(status.Header("RateLimit"));
    }

    private static Dictionary<string, string?> Parts(Reply status) => status.Json.GetProperty("parts").EnumerateArray()
        .ToDictionary(part => part.GetProperty("part").GetString()!, part => part.GetProperty("status").GetString());

    private string Token(bool administers)
    {
        var claims = Issuer.Claims();
        if (administers) claims["adm"] = true;
        return own.Issuer.Token(claims);
    }
}
