using System.Globalization;
using System.Net;
using BidForge.Gateway.Tests.Support;

namespace BidForge.Gateway.Tests;

public sealed class LimitTests(Servers servers)
{
    private const string Key = "the web server's secret";

    [Fact]
    public async Task Two_gateways_count_one_person_together_and_say_when_to_come_back()
    {
        using var issuer = new Issuer();
        await using var auth = await issuer.ServeAsync();
        await using var project = await Upstream.EchoAsync("project");
        (string, Uri)[] services = [("auth", auth.Address), ("project", project.Address)];
        await using var first = await Gateways.StartAsync(servers, services, ("Limits__UserPerMinute", "6"));
        await using var second = await Gateways.StartAsync(servers, services, ("Limits__UserPerMinute", "6"));
        var token = issuer.Token();

        for (var request = 0; request < 6; request++)
        {
            var reply = await (request % 2 is 0 ? first : second).GetAsync("/api/v1/projects", token);
            Assert.Equal(HttpStatusCode.OK, reply.Status);
            Assert.Equal("\"user\";q=6;w=60", reply.Header("RateLimit-Policy"));
            Assert.StartsWith($"\"user\";r={5 - request};", reply.Header("RateLimit"));
        }
        foreach (var gateway in new[] { first, second })
        {
            var refusal = (await gateway.GetAsync("/api/v1/projects", token)).IsProblem(HttpStatusCode.TooManyRequests, "request.rate-limited");
            Assert.InRange(int.Parse(refusal.Header("Retry-After")!, CultureInfo.InvariantCulture), 1, 10);
            Assert.StartsWith("\"user\";r=0;", refusal.Header("RateLimit"));
        }
        Assert.Equal(6, project.Requests);
        Assert.Equal(HttpStatusCode.OK, (await first.GetAsync("/api/v1/projects", issuer.Token())).Status);
    }

    [Fact]
    public async Task Colleagues_share_what_their_company_may()
    {
        using var issuer = new Issuer();
        await using var auth = await issuer.ServeAsync();
        await using var project = await Upstream.EchoAsync("project");
        await using var gateway = await Gateways.StartAsync(servers, [("auth", auth.Address), ("project", project.Address)], ("Limits__CompanyPerMinute", "3"));
        var company = Guid.NewGuid();
        for (var colleague = 0; colleague < 3; colleague++)
            Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync("/api/v1/projects", issuer.Token(Issuer.Claims(company: company)))).Status);
        var refusal = (await gateway.GetAsync("/api/v1/projects", issuer.Token(Issuer.Claims(company: company)))).IsProblem(HttpStatusCode.TooManyRequests, "request.rate-limited");
        Assert.StartsWith("\"company\"", refusal.Header("RateLimit-Policy"));
    }

    [Fact]
    public async Task Log_ins_are_counted_apart_by_address_which_only_the_web_server_may_name()
    {
        using var issuer = new Issuer();
        await using var auth = await issuer.ServeAsync();
        // Other tests' gateways sign in from this machine's address at the same time: this one counts apart from them.
        await using var gateway = await Gateways.StartAsync(
            servers, [("auth", auth.Address)], ("ConnectionStrings__redis", await servers.RedisAsync() + ",defaultDatabase=1"), ("Limits__SignInPerMinute", "2"), ("Web__Key", Key));
        var (one, two) = (Address(), Address());

        foreach (var path in new[] { "login", "refresh" })
            Assert.Equal(HttpStatusCode.OK, (await FromAsync(one, path)).Status);
        (await FromAsync(one, "register")).IsProblem(HttpStatusCode.TooManyRequests, "request.rate-limited");
        Assert.Equal(HttpStatusCode.OK, (await FromAsync(two, "login")).Status);
        Assert.Equal(HttpStatusCode.OK, (await gateway.SendAsync(HttpMethod.Get, "/api/v1/companies", null, null, ("X-BidForge-Web", Key), ("X-Forwarded-For", one))).Status);

        // All of these come from this machine, whatever they say.
        var replies = new List<HttpStatusCode>();
        for (var request = 0; request < 3; request++)
            replies.Add((await gateway.SendAsync(HttpMethod.Post, "/api/v1/auth/login", null, null, ("X-Forwarded-For", Address()))).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, replies[^1]);

        Task<Reply> FromAsync(string address, string path) =>
            gateway.SendAsync(HttpMethod.Post, $"/api/v1/auth/{path}", null, null, ("X-BidForge-Web", Key), ("X-Forwarded-For", address));
    }

    [Fact]
    public async Task While_redis_is_away_requests_go_on_and_are_still_counted()
    {
        var nobody = await Upstream.NobodyAsync();
        await using var project = await Upstream.EchoAsync("project");
        await using var gateway = await Gateways.StartAsync(
            servers, [("project", project.Address)], ("ConnectionStrings__redis", $"127.0.0.1:{nobody.Port}"), ("Limits__AnonymousPerMinute", "4"));
        for (var request = 0; request < 4; request++)
            Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync("/api/v1/trades")).Status);
        (await gateway.GetAsync("/api/v1/trades")).IsProblem(HttpStatusCode.TooManyRequests, "request.rate-limited");
        var health = (await gateway.GetAsync("/health")).Json;
        Assert.Equal("degraded", health.GetProperty("checks").GetProperty("redis").GetProperty("status").GetString());
    }

    [Fact]
    public async Task What_was_used_up_is_earned_again_with_time()
    {
        using var issuer = new Issuer();
        await using var auth = await issuer.ServeAsync();
        await using var project = await Upstream.EchoAsync("project");
        await using var gateway = await Gateways.StartAsync(servers, [("auth", auth.Address), ("project", project.Address)], ("Limits__UserPerMinute", "60"));
        var token = issuer.Token();
        while ((await gateway.GetAsync("/api/v1/projects", token)).Status is HttpStatusCode.OK)
        {
        }
        await Eventually.TrueAsync(
            async () => (await gateway.GetAsync("/api/v1/projects", token)).Status is HttpStatusCode.OK, "a request is earned each second", Servers.Ct);
    }

    private static string Address() => $"2001:db8:{Random.Shared.Next(0x10000):x}:{Random.Shared.Next(0x10000):x}::1";
}
