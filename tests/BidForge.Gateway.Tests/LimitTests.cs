using System.Globalization;
using System.Net;
using BidForge.Gateway.Tests.Support;
using BidForge.ServiceDefaults.Plans;

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
        await CountsInRedisAsync(first);
        await CountsInRedisAsync(second);

        var reached = 0;
        var replies = await BeforeMoreIsEarnedAsync(TimeSpan.FromSeconds(8), async () =>
        {
            var (token, before, heard) = (issuer.Token(), project.Requests, new List<Reply>());
            for (var request = 0; request < 8; request++)
                heard.Add(await (request % 2 is 0 ? first : second).GetAsync("/api/v1/projects", token));
            reached = project.Requests - before;
            return heard;
        });
        foreach (var (request, reply) in replies.Take(6).Index())
        {
            Assert.Equal(HttpStatusCode.OK, reply.Status);
            Assert.Equal("\"user\";q=6;w=60", reply.Header("RateLimit-Policy"));
            Assert.StartsWith($"\"user\";r={5 - request};", reply.Header("RateLimit"));
        }
        foreach (var reply in replies.Skip(6))
        {
            var refusal = reply.IsProblem(HttpStatusCode.TooManyRequests, "request.rate-limited");
            Assert.InRange(int.Parse(refusal.Header("Retry-After")!, CultureInfo.InvariantCulture), 1, 10);
            Assert.StartsWith("\"user\";r=0;", refusal.Header("RateLimit"));
        }
        Assert.Equal(6, reached);
        Assert.Equal(HttpStatusCode.OK, (await first.GetAsync("/api/v1/projects", issuer.Token())).Status);
    }

    [Fact]
    public async Task Colleagues_share_what_their_company_may()
    {
        using var issuer = new Issuer();
        await using var auth = await issuer.ServeAsync();
        await using var project = await Upstream.EchoAsync("project");
        await using var gateway = await Gateways.StartAsync(servers, [("auth", auth.Address), ("project", project.Address)], ("Limits__CompanyPerMinute", "3"));
        await CountsInRedisAsync(gateway);
        var replies = await BeforeMoreIsEarnedAsync(TimeSpan.FromSeconds(15), async () =>
        {
            var (company, heard) = (Guid.NewGuid(), new List<Reply>());
            for (var colleague = 0; colleague < 4; colleague++)
                heard.Add(await gateway.GetAsync("/api/v1/projects", issuer.Token(Issuer.Claims(company: company))));
            return heard;
        });
        Assert.All(replies.Take(3), reply => Assert.Equal(HttpStatusCode.OK, reply.Status));
        var refusal = replies[3].IsProblem(HttpStatusCode.TooManyRequests, "request.rate-limited");
        Assert.StartsWith("\"company\"", refusal.Header("RateLimit-Policy"));
    }

    [Fact]
    public async Task A_companys_requests_of_a_month_end_with_its_plan_over_all_gateways_but_neither_bidding_nor_the_site()
    {
        using var issuer = new Issuer();
        await using var auth = await issuer.ServeAsync();
        await using var project = await Upstream.EchoAsync("project");
        await using var bid = await Upstream.EchoAsync("bid");
        await using var analytics = await Upstream.EchoAsync("analytics");
        (string, Uri)[] services = [("auth", auth.Address), ("project", project.Address), ("bid", bid.Address), ("analytics", analytics.Address)];
        (string, string)[] settings = [("Quotas__Free__RequestsPerMonth", "4"), ("Web__Key", Key)];
        await using var first = await Gateways.StartAsync(servers, services, settings);
        await using var second = await Gateways.StartAsync(servers, services, settings);
        await CountsInRedisAsync(first);
        await CountsInRedisAsync(second);
        var company = Guid.NewGuid();
        var token = TokenOf("free");

        for (var request = 0; request < 4; request++)
            Assert.Equal(HttpStatusCode.OK, (await (request % 2 is 0 ? first : second).GetAsync("/api/v1/projects", token)).Status);
        var refusal = (await second.GetAsync("/api/v1/projects", token)).IsProblem(HttpStatusCode.TooManyRequests, "quota.requests-exceeded");
        Assert.Equal(4, project.Requests);
        var body = refusal.Json;
        Assert.Equal(("requests", "free", 4, 4), (
            body.GetProperty("quota").GetString(), body.GetProperty("plan").GetString(), body.GetProperty("limit").GetInt32(), body.GetProperty("used").GetInt32()));
        var reset = body.GetProperty("resetsAt").GetDateTimeOffset();
        Assert.Equal((1, TimeSpan.Zero), (reset.Day, reset.TimeOfDay));
        Assert.InRange(int.Parse(refusal.Header("Retry-After")!, CultureInfo.InvariantCulture), 1, 31 * 86_400);

        Assert.Equal(HttpStatusCode.OK, (await first.GetAsync("/api/v1/bids", token)).Status);
        Assert.Equal(HttpStatusCode.OK, (await first.GetAsync("/api/v1/projects", token, ("X-BidForge-Web", Key), ("X-Forwarded-For", Address()))).Status);
        // A bidder's revision has to answer an addendum: what it reads for that is never refused, other things are.
        var bidders = issuer.Token(new(Issuer.Claims(company: company)) { ["plan"] = "free", ["kind"] = "subcontractor" });
        Assert.Equal(HttpStatusCode.OK, (await first.GetAsync("/api/v1/packages/1", bidders)).Status);
        (await first.GetAsync("/api/v1/analytics/subcontractor", bidders)).IsProblem(HttpStatusCode.TooManyRequests, "quota.requests-exceeded");
        foreach (var plan in new[] { "pro", null })
            Assert.Equal(HttpStatusCode.OK, (await first.GetAsync("/api/v1/projects", TokenOf(plan))).Status);

        // Everything that was let through is counted for analytics, refused ones are not.
        await using var redis = await StackExchange.Redis.ConnectionMultiplexer.ConnectAsync(await servers.RedisAsync());
        var day = await redis.GetDatabase().HashGetAllAsync(RequestCounts.Day(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime)));
        Assert.Equal(9, (int)day.Single(field => field.Name == company.ToString("N")).Value);
        Assert.Contains(day, field => field.Name == RequestCounts.Epoch && (long)field.Value > 0);

        string TokenOf(string? plan)
        {
            var claims = Issuer.Claims(company: company);
            if (plan is not null)
                claims["plan"] = plan;
            return issuer.Token(claims);
        }
    }

    [Fact]
    public async Task Log_ins_are_counted_apart_by_address_which_only_the_web_server_may_name()
    {
        using var issuer = new Issuer();
        await using var auth = await issuer.ServeAsync();
        // Other tests' gateways sign in from this machine's address at the same time: this one counts apart from them.
        await using var gateway = await Gateways.StartAsync(
            servers, [("auth", auth.Address)], ("ConnectionStrings__redis", await servers.RedisAsync() + ",defaultDatabase=1"), ("Limits__SignInPerMinute", "2"), ("Web__Key", Key));
        await CountsInRedisAsync(gateway);
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
    public async Task While_redis_is_away_a_companys_allowance_ends_with_its_last_request_whoever_has_some_left()
    {
        using var issuer = new Issuer();
        await using var auth = await issuer.ServeAsync();
        var nobody = await Upstream.NobodyAsync();
        await using var project = await Upstream.EchoAsync("project");
        await using var gateway = await Gateways.StartAsync(
            servers, [("auth", auth.Address), ("project", project.Address)],
            ("ConnectionStrings__redis", $"127.0.0.1:{nobody.Port}"), ("Limits__UserPerMinute", "2"), ("Limits__CompanyPerMinute", "1"));
        var token = issuer.Token();
        Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync("/api/v1/projects", token)).Status);
        var refusal = (await gateway.GetAsync("/api/v1/projects", token)).IsProblem(HttpStatusCode.TooManyRequests, "request.rate-limited");
        Assert.StartsWith("\"company\"", refusal.Header("RateLimit-Policy"));
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

    /// <summary>One that has just started counts by itself until it is connected.</summary>
    private static Task CountsInRedisAsync(IGateway gateway) => Eventually.TrueAsync(
        async () => (await gateway.GetAsync("/health")).Json.GetProperty("checks").GetProperty("redis").GetProperty("status").GetString() is "healthy",
        "the gateway is connected to Redis", Servers.Ct);

    /// <summary>Plays it again, as somebody else, where the machine was so slow that an allowance grew meanwhile.</summary>
    private static async Task<List<Reply>> BeforeMoreIsEarnedAsync(TimeSpan earned, Func<Task<List<Reply>>> play)
    {
        while (true)
        {
            var started = TimeProvider.System.GetTimestamp();
            var replies = await play();
            if (TimeProvider.System.GetElapsedTime(started) < earned)
                return replies;
        }
    }

    private static string Address() => $"2001:db8:{Random.Shared.Next(0x10000):x}:{Random.Shared.Next(0x10000):x}::1";
}
