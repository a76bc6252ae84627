using System.Net;
using BidForge.Gateway.Tests.Support;
using BidForge.ServiceDefaults.Stopping;
using BidForge.Testing.Marketplace;
using Microsoft.AspNetCore.Http;

namespace BidForge.Gateway.Tests;

public sealed class FailureTests(Servers servers)
{
    [Fact]
    public async Task A_service_that_is_down_is_503_with_a_time_to_come_back_and_recovers_by_itself()
    {
        var address = await Upstream.NobodyAsync();
        await using var gateway = await Gateways.StartAsync(servers, [("project", address)]);
        for (var request = 0; request < 3; request++)
        {
            var refusal = (await gateway.SendAsync(request is 0 ? HttpMethod.Get : HttpMethod.Post, "/api/v1/projects")).IsProblem(HttpStatusCode.ServiceUnavailable, "service.unavailable");
            Assert.Equal("2", refusal.Header("Retry-After"));
            Assert.Contains("project", refusal.Json.GetProperty("title").GetString());
        }
        var health = (await gateway.GetAsync("/health")).Json;
        Assert.Equal(("degraded", "degraded"), (health.GetProperty("status").GetString(), health.GetProperty("checks").GetProperty("project").GetProperty("status").GetString()));

        await using var project = await Upstream.StartAsync(context => context.Response.WriteAsync("back"), address.Port);
        Assert.Equal("back", (await gateway.GetAsync("/api/v1/projects")).Body);
        await Eventually.TrueAsync(
            async () => (await gateway.GetAsync("/health")).Json.GetProperty("checks").GetProperty("project").GetProperty("status").GetString() is "healthy", "health sees it", Servers.Ct);
    }

    [Fact]
    public async Task A_service_without_an_address_is_503()
    {
        await using var gateway = await Gateways.StartAsync(servers, []);
        (await gateway.GetAsync("/api/v1/bids")).IsProblem(HttpStatusCode.ServiceUnavailable, "service.unavailable");
        (await gateway.GetAsync("/")).IsProblem(HttpStatusCode.ServiceUnavailable, "service.unavailable");
    }

    [Fact]
    public async Task Reading_is_tried_at_another_replica_when_one_breaks_off()
    {
        await using var breaking = await Upstream.StartAsync(Break);
        await using var working = await Upstream.EchoAsync("project");
        await using var gateway = await Gateways.StartAsync(servers, [("project", breaking.Address), ("project", working.Address)], ("Forwarding__HealthIntervalSeconds", "600"));
        for (var request = 0; request < 12; request++)
            Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync("/api/v1/projects")).Status);
        Assert.True(breaking.Requests > 0);
        Assert.Equal(12, working.Requests);
    }

    [Fact]
    public async Task Writing_is_never_sent_twice_when_it_may_have_arrived()
    {
        await using var breaking = await Upstream.StartAsync(Break);
        await using var working = await Upstream.EchoAsync("project");
        await using var gateway = await Gateways.StartAsync(servers, [("project", breaking.Address), ("project", working.Address)], ("Forwarding__HealthIntervalSeconds", "600"));
        var broken = 0;
        for (var request = 0; request < 12; request++)
        {
            var reply = await gateway.SendAsync(HttpMethod.Post, "/api/v1/projects", null, new StringContent("{}"));
            if (reply.Status is HttpStatusCode.OK)
                continue;
            reply.IsProblem(HttpStatusCode.BadGateway, "service.no-answer");
            Assert.Contains("Idempotency-Key", reply.Json.GetProperty("detail").GetString());
            broken++;
        }
        Assert.Equal((12, broken), (breaking.Requests + working.Requests, breaking.Requests));
        Assert.True(broken > 0);
    }

    [Fact]
    public async Task Anything_goes_to_the_other_replica_when_no_connection_could_be_made()
    {
        var nobody = await Upstream.NobodyAsync();
        await using var working = await Upstream.EchoAsync("project");
        await using var gateway = await Gateways.StartAsync(servers, [("project", nobody), ("project", working.Address)], ("Forwarding__HealthIntervalSeconds", "600"));
        for (var request = 0; request < 8; request++)
            Assert.Equal(HttpStatusCode.OK, (await gateway.SendAsync(HttpMethod.Post, "/api/v1/projects", null, new StringContent("{}"))).Status);
        Assert.Equal(8, working.Requests);
    }

    [Fact]
    public async Task A_replica_that_says_it_is_about_to_stop_gets_no_more_requests_and_only_the_gateway_hears_it()
    {
        await using var stopping = await Upstream.StartAsync(context =>
        {
            context.Response.Headers[Drain.Header] = "1";
            return context.Response.WriteAsync("stopping");
        });
        await using var working = await Upstream.EchoAsync("project");
        await using var gateway = await Gateways.StartAsync(
            servers, [("project", stopping.Address), ("project", working.Address)], ("Forwarding__HealthIntervalSeconds", "600"), ("Forwarding__PassOverSeconds", "600"));
        for (var request = 0; request < 40; request++)
        {
            var reply = await gateway.SendAsync(HttpMethod.Post, "/api/v1/projects", null, new StringContent("{}"));
            Assert.Equal((HttpStatusCode.OK, (string?)null), (reply.Status, reply.Header(Drain.Header)));
        }
        Assert.Equal((1, 39), (stopping.Requests, working.Requests));
    }

    [Fact]
    public async Task A_service_that_is_silent_for_too_long_is_504()
    {
        await using var silent = await Upstream.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        await using var gateway = await Gateways.StartAsync(servers, [("project", silent.Address)], ("Forwarding__SilenceSeconds", "1"));
        (await gateway.GetAsync("/api/v1/projects")).IsProblem(HttpStatusCode.GatewayTimeout, "service.timeout");
    }

    [Fact]
    public async Task An_error_of_a_service_passes_as_it_said_it()
    {
        await using var project = await Upstream.StartAsync(context =>
        {
            context.Response.StatusCode = 409;
            context.Response.ContentType = "application/problem+json";
            return context.Response.WriteAsync("""{"code":"project.no-packages"}""");
        });
        await using var gateway = await Gateways.StartAsync(servers, [("project", project.Address)]);
        var reply = await gateway.SendAsync(HttpMethod.Post, "/api/v1/projects/1/publish");
        Assert.Equal((HttpStatusCode.Conflict, """{"code":"project.no-packages"}"""), (reply.Status, reply.Body));
    }

    private static Task Break(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }
}
