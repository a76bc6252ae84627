using System.Net;
using BidForge.Gateway.Tests.Support;

namespace BidForge.Gateway.Tests;

public sealed class RoutingTests(EveryService everything) : IClassFixture<EveryService>
{
    private readonly GatewayProcess gateway = everything.Gateway;

    [Theory]
    [InlineData("/.well-known/jwks.json", "auth")]
    [InlineData("/api/v1/auth/login", "auth")]
    [InlineData("/api/v1/auth/me", "auth")]
    [InlineData("/api/v1/companies", "auth")]
    [InlineData("/api/v1/companies/1/users", "auth")]
    [InlineData("/api/v1/projects?scope=open", "project")]
    [InlineData("/api/v1/projects/1/packages", "project")]
    [InlineData("/api/v1/packages/1", "project")]
    [InlineData("/api/v1/packages/1/invitations/mine/viewed", "project")]
    [InlineData("/api/v1/packages/1/questions/2/answer", "project")]
    [InlineData("/api/v1/invitations", "project")]
    [InlineData("/api/v1/trades", "project")]
    [InlineData("/api/v1/bids?status=submitted", "bid")]
    [InlineData("/api/v1/bids/1/revisions", "bid")]
    [InlineData("/api/v1/packages/1/bids", "bid")]
    [InlineData("/api/v1/packages/1/bids/mine", "bid")]
    [InlineData("/api/v1/packages/1/open", "bid")]
    [InlineData("/api/v1/packages/1/opening", "bid")]
    [InlineData("/api/v1/packages/1/leveling", "bid")]
    [InlineData("/api/v1/packages/1/leveling/plugs", "bid")]
    [InlineData("/api/v1/packages/1/award", "bid")]
    [InlineData("/api/v1/packages/1/documents", "file")]
    [InlineData("/api/v1/files", "file")]
    [InlineData("/api/v1/files/1/content", "file")]
    [InlineData("/api/v1/notifications/stream", "notification")]
    [InlineData("/api/v1/analytics/packages/1/spread", "analytics")]
    [InlineData("/api/v1/usage", "analytics")]
    [InlineData("/api/v1/admin/companies/1/plan", "auth")]
    [InlineData("/", "web")]
    [InlineData("/projects/1", "web")]
    [InlineData("/css/site.css", "web")]
    public async Task Each_path_goes_to_its_service_as_it_is(string path, string service)
    {
        var reply = await gateway.GetAsync(path);
        Assert.Equal((service, path), (reply.Json.GetProperty("service").GetString(), reply.Json.GetProperty("path").GetString()));
    }

    [Theory]
    [InlineData("/api/v2/projects")]
    [InlineData("/api/v1/secrets")]
    [InlineData("/api")]
    public async Task A_path_of_the_api_that_is_nobodys_is_not_found(string path) =>
        (await gateway.GetAsync(path)).IsProblem(HttpStatusCode.NotFound, "resource.not-found");

    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    [InlineData("/api/v1/bids/../../../health")]
    [InlineData("/api/v1/bids/%2e%2e/%2e%2e/%2e%2e/alive")]
    public async Task What_services_tell_ops_is_not_told_to_the_public(string path) =>
        Assert.DoesNotContain("\"service\"", (await gateway.GetAsync(path)).Body);

    [Fact]
    public async Task Metrics_are_for_this_machine_and_not_for_whom_it_forwards()
    {
        Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync("/metrics")).Status);
        (await gateway.GetAsync("/metrics", null, ("X-Forwarded-For", "203.0.113.7"))).IsProblem(HttpStatusCode.NotFound, "resource.not-found");
        (await gateway.GetAsync("/metrics", null, ("X-Forwarded-For", "203.0.113.7"), ("X-BidForge-Web", "the web server's secret"))).IsProblem(HttpStatusCode.NotFound, "resource.not-found");
    }

    [Fact]
    public async Task Services_hear_whose_request_it_is_and_never_the_web_servers_secret()
    {
        var stranger = (await gateway.GetAsync("/api/v1/trades", null, ("X-Forwarded-For", "203.0.113.7"), ("X-BidForge-Web", "a guess"))).Json.GetProperty("headers");
        Assert.Equal("127.0.0.1", stranger.GetProperty("x-forwarded-for").GetString());
        Assert.False(stranger.TryGetProperty("x-bidforge-web", out _));

        var web = (await gateway.GetAsync("/api/v1/trades", null, ("X-Forwarded-For", "198.51.100.1, 203.0.113.7"), ("X-BidForge-Web", "the web server's secret"))).Json.GetProperty("headers");
        Assert.Equal("203.0.113.7", web.GetProperty("x-forwarded-for").GetString());
        Assert.False(web.TryGetProperty("x-bidforge-web", out _));
    }

    [Fact]
    public async Task The_trace_of_the_caller_goes_on_in_the_service_and_comes_back()
    {
        const string trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        var reply = await gateway.GetAsync("/api/v1/trades", null, ("traceparent", $"00-{trace}-00f067aa0ba902b7-01"));
        Assert.Equal(trace, reply.Header("X-Trace-Id"));
        Assert.StartsWith($"00-{trace}-", reply.Json.GetProperty("headers").GetProperty("traceparent").GetString());
    }

    [Fact]
    public async Task The_access_log_has_the_path_and_not_what_may_be_secret()
    {
        await gateway.GetAsync("/reset/page?token=hush-hush", "bearer-of-secrets");
        await Eventually.TrueAsync(() => Task.FromResult(gateway.Log.Contains("GET /reset/page 200")), "the request is logged", Servers.Ct);
        Assert.DoesNotContain("hush-hush", gateway.Log);
        Assert.DoesNotContain("bearer-of-secrets", gateway.Log);
    }
}
