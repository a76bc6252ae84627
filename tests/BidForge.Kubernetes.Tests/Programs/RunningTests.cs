using System.Net;
using System.Text.Json;
using BidForge.Kubernetes.Tests.Rendering;
using BidForge.Demo.Api;
using BidForge.Testing.Marketplace;
using Npgsql;

namespace BidForge.Kubernetes.Tests.Programs;

/// <summary>What the manifests say is enough to run on, and no more rights than that are needed.</summary>
public sealed class RunningTests(RunningManifests system) : IClassFixture<RunningManifests>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Programs => [.. KnownProgram.All.Keys];

    [Theory, MemberData(nameof(Programs))]
    public async Task A_program_passes_the_probes_of_its_manifest(string name)
    {
        using var client = system.Program(name).CreateHttpClient();
        var container = SettingsTests.Container("staging", name).Json;
        foreach (var probe in new[] { "startupProbe", "livenessProbe" })
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri(container.Text($"{probe}/httpGet/path")!, UriKind.Relative), Stop)).StatusCode);
        var health = "";
        await Eventually.TrueAsync(async () =>
        {
            using var answer = await client.GetAsync(new Uri(container.Text("readinessProbe/httpGet/path")!, UriKind.Relative), Stop);
            health = await answer.Content.ReadAsStringAsync(Stop);
            return answer.StatusCode is HttpStatusCode.OK && HasAll(name, health);
        }, $"{name} is ready: {health}", Stop);
    }

    [Fact]
    public async Task The_jobs_of_a_roll_out_bring_every_database_up_and_find_nothing_to_do_the_second_time()
    {
        Assert.Equal(6, system.Migrated.Count);
        Assert.All(system.Migrated.Values, output => Assert.Contains("\"state\":\"applied\"", output, StringComparison.Ordinal));
        // One of those that share libs/Storage, and the one with several databases.
        var again = RunningManifests.Migrations.Where(job => job.Owner.Name.EndsWith("auth", StringComparison.Ordinal) || job.Owner.Name.EndsWith("bid", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, again.Count);
        foreach (var job in again)
        {
            var (code, output) = await system.RunAsync(job, [.. job.Json.Texts("args")]);
            Assert.True(code is 0, output);
            Assert.DoesNotContain("applied", output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_bid_comes_in_and_its_bidder_is_told()
    {
        var contractor = await Company.RegisterAsync(system.Gateway, "contractor", Stop);
        var bidder = await Company.RegisterAsync(system.Gateway, "subcontractor", Stop);
        var project = (await contractor.Api.PostAsync("/projects", SealedProject.Project("invited"), Stop)).Id();
        var package = await contractor.Api.PostAsync($"/projects/{project}/packages", SealedProject.Package(TimeProvider.System.GetUtcNow().AddDays(7)), Stop);
        await contractor.Api.PostAsync($"/projects/{project}/publish", null, Stop);
        await SealedProject.InviteAsync(contractor, package.Id(), bidder, Stop);
        var bid = (await SealedProject.SubmitAsync(bidder, package.Id(), package.Get("bidForm").Get("lineItems")[0].Id(), 12.5m, Stop)).Get("bid").Id();
        Assert.Equal(bid, (await bidder.Api.GetAsync($"/bids/{bid}", Stop)).Id());
        await Eventually.TrueAsync(
            async () => (await bidder.Api.GetAsync("/notifications", Stop)).Get("data").EnumerateArray().Any(told => told.GetRawText().Contains(bid.ToString(), StringComparison.Ordinal)),
            "the bidder was told of its bid", Stop);
    }

    [Fact]
    public async Task The_public_port_of_the_gateway_serves_no_metrics()
    {
        using var client = system.Program("gateway").CreateHttpClient();
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(new Uri("/metrics", UriKind.Relative), Stop)).StatusCode);
    }

    [Fact]
    public async Task The_gateway_serves_metrics_on_the_port_that_is_scraped()
    {
        var scraped = Kubectl.Render("overlays/staging").Find("ServiceMonitor", "gateway")!.Json.List("spec/endpoints").Single();
        using var client = new HttpClient { BaseAddress = system.Port("gateway", scraped.Text("port")!) };
        using var answer = await client.GetAsync(new Uri(scraped.Text("path")!, UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("# TYPE ", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Behind_the_edge_each_caller_has_an_allowance_of_its_own()
    {
        using var client = system.Program("gateway").CreateHttpClient();
        // More than the allowance in Redis and that of a gateway whose Redis is slow have together.
        var one = await Task.WhenAll(Enumerable.Range(0, 120).Select(_ => SignInAsync(client, "203.0.113.7")));
        Assert.Contains(HttpStatusCode.TooManyRequests, one);
        var many = await Task.WhenAll(Enumerable.Range(1, 60).Select(caller => SignInAsync(client, $"198.51.100.{caller}")));
        Assert.DoesNotContain(HttpStatusCode.TooManyRequests, many);
    }

    [Theory, InlineData("bid0"), InlineData("bid1")]
    public async Task The_login_of_a_shard_handles_events_for_all_and_requests_for_one_company_and_is_no_superuser(string shard)
    {
        await using var login = NpgsqlDataSource.Create(system.Database("bid", $"ConnectionStrings__{shard}"));
        Assert.Equal(false, await ScalarAsync(login, "select rolsuper from pg_roles where rolname = current_user"));
        Assert.Equal(0L, await ScalarAsync(login, "select count(*) from pg_class where relforcerowsecurity and row_security_active(oid)"));
        // As a request does it.
        Assert.Equal("bid_app", await ScalarAsync(login, "select set_config('role', 'bid_app', true)"));
    }

    [Fact]
    public async Task Slots_move_by_the_job_and_what_the_mover_makes_belongs_to_the_service()
    {
        var job = Kubectl.Render("jobs/move").Containers.Single();
        await using var source = NpgsqlDataSource.Create(system.Database("bid", "ConnectionStrings__bid0"));
        await using var target = NpgsqlDataSource.Create(system.Database("bid", "ConnectionStrings__bid1"));
        await using var catalog = NpgsqlDataSource.Create(system.Database("shards", "ConnectionStrings__bidcatalog"));
        // A month that only the source has.
        await ScalarAsync(source, "create table bid_revisions_1999_01 partition of bid_revisions for values from ('1999-01-01') to ('1999-02-01')");
        var slot = Assert.IsType<short>(await ScalarAsync(catalog, "select min(slot) from slot_map where shard = 'bid0'"));

        var (code, output) = await system.RunAsync(job, "shards", "move", "--slots", $"{slot}", "--to", "bid1");
        Assert.True(code is 0, output);
        Assert.Equal("bid1", await ScalarAsync(catalog, $"select shard from slot_map where slot = {slot}"));
        Assert.Equal("bid", await ScalarAsync(target, "select tableowner::text from pg_tables where tablename = 'bid_revisions_1999_01'"));
        Assert.Equal(0L, await ScalarAsync(target, "select count(*) from pg_tables where schemaname = 'public' and tableowner <> 'bid'"));

        var nightly = Kubectl.Render("overlays/staging").Containers.Single(it => it.Owner.Name is "shards-verify");
        var verified = await system.RunAsync(nightly, [.. nightly.Json.Texts("args")]);
        Assert.True(verified.Code is 0, verified.Output);
    }

    /// <summary>Every server that it names is there for it. The bucket is not, here; and nobody waits for the others.</summary>
    private static bool HasAll(string name, string health)
    {
        var absent = name switch { "gateway" => ["file"], "file" => ["blobs"], _ => Array.Empty<string>() };
        using var report = JsonDocument.Parse(health);
        return report.RootElement.GetProperty("checks").EnumerateObject().Where(check => !absent.Contains(check.Name)).ToList() is { Count: > 0 } checks
            && checks.All(check => check.Value.GetProperty("status").GetString() is "healthy");
    }

    /// <summary>An attempt to sign in that says nothing, as the edge passes it on.</summary>
    private static async Task<HttpStatusCode> SignInAsync(HttpClient client, string caller)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/auth/login") { Headers = { { "X-Forwarded-For", caller } }, Content = new StringContent("") };
        using var answer = await client.SendAsync(request, Stop);
        return answer.StatusCode;
    }

    private static async Task<object?> ScalarAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Stop);
    }
}
