using System.Globalization;
using System.Text.Json;
using BidForge.Demo.Api;
using BidForge.Testing.Marketplace;
using Npgsql;

namespace BidForge.Failover.Tests.Replicas;

/// <summary>What is read from a real standby, and what is not, however far behind it is.</summary>
[Collection(nameof(FollowedSystem))]
public sealed class StandbyReadTests(FollowedSystem system)
{
    private int asked;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lists_and_figures_come_from_the_standby_and_no_list_is_made_from_the_past()
    {
        var contractor = await Company.RegisterAsync(system.Gateway, "contractor", Cancel);
        var bidder = await Company.RegisterAsync(system.Gateway, "subcontractor", Cancel);
        var other = await Company.RegisterAsync(system.Gateway, "contractor", Cancel);
        var word = $"w{Guid.NewGuid():N}";
        var draft = (await contractor.Api.PostAsync("/projects", Named(word), Cancel)).Id();
        await contractor.Api.PostAsync($"/projects/{draft}/packages", SealedProject.Package(TimeProvider.System.GetUtcNow().AddDays(7)), Cancel);
        var others = (await other.Api.PostAsync("/projects", Named("As written"), Cancel)).Id();
        await ReadByStandbyAsync("project", () => ListAsync(other, "mine"));
        await ReadByStandbyAsync("analytics", () => other.Api.GetAsync("/analytics/contractor", Cancel));
        // auth knows of the standby as the others do.
        Assert.Equal("analytics project", await system.OnStandbyAsync(
            "select string_agg(distinct datname, ' ' order by datname) from pg_stat_activity where application_name like 'BidForge.%' and backend_type = 'client backend'", Cancel));
        Assert.Empty(await ListAsync(bidder, "open", word));

        await system.PauseAsync(Cancel);
        try
        {
            // Behind the services' backs, so that nothing is noted: who reads the standby can't see it.
            await system.OnPrimaryAsync("project-db", $"update projects set name = 'Changed' where id = '{others}'", Cancel);
            await system.OnPrimaryAsync("analytics-db", $"insert into projects values (gen_random_uuid(), '{other.Id}', 'More', now())", Cancel);
            Assert.Equal(["As written"], await ListAsync(other, "mine"));
            Assert.Equal(0, (await other.Api.GetAsync("/analytics/contractor", Cancel)).Number("projects"));

            await contractor.Api.PostAsync($"/projects/{draft}/publish", null, Cancel);
            Assert.Equal([word], await ListAsync(contractor, "mine", word));
            // Another company's list was cached, and is made anew from what made it old.
            Assert.Equal([word], await ListAsync(bidder, "open", word));
            await contractor.Api.PutAsync($"/projects/{draft}", Named($"{word} renamed"), Cancel, (int)(await contractor.Api.GetAsync($"/projects/{draft}", Cancel)).Number("version"));
            Assert.Equal([$"{word} renamed"], await ListAsync(bidder, "open", word));
            Assert.Equal([$"{word} renamed"], await ListAsync(contractor, "mine", word));

            // All that while the standby was read by whom it does not concern.
            Assert.Equal(["As written"], await ListAsync(other, "mine"));
        }
        finally
        {
            await system.ResumeAsync(Cancel);
        }
        await Eventually.TrueAsync(async () => (await ListAsync(other, "mine")).SequenceEqual(["Changed"]), "the standby has caught up", Cancel);
    }

    [Fact]
    public async Task Answers_go_on_from_the_primary_when_the_standby_is_lost_and_from_the_standby_when_it_is_back()
    {
        var contractor = await Company.RegisterAsync(system.Gateway, "contractor", Cancel);
        await contractor.Api.PostAsync("/projects", Named("First"), Cancel);
        await ReadByStandbyAsync("project", () => ListAsync(contractor, "mine"));

        await system.ReadStandby.StopAsync();
        try
        {
            using var http = new HttpClient { BaseAddress = system.Gateway };
            foreach (var path in new[] { "/api/v1/projects?scope=mine&limit=31", "/api/v1/analytics/contractor", "/api/v1/projects?scope=mine&limit=32", "/api/v1/analytics/contractor" })
            {
                using var answer = await Company.CallAsync(http, contractor.Owner, HttpMethod.Get, path, null, Cancel);
                Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode}");
            }
            await contractor.Api.PostAsync("/projects", Named("Second"), Cancel);
            Assert.Equal(["First", "Second"], (await ListAsync(contractor, "mine")).Order());
        }
        finally
        {
            await system.ReadStandby.StartAsync();
        }
        await ReadByStandbyAsync("project", () => ListAsync(contractor, "mine"));
    }

    [Fact]
    public async Task A_standby_that_is_behind_is_not_read_by_who_wrote_nor_by_anybody_once_it_is_too_far_behind()
    {
        var (one, two, table) = await ReadersAsync();
        // A primary that nobody writes to does not make its standby old.
        await Task.Delay(Reader.Lag * 1.25, Cancel);
        Assert.Equal((true, 1), await one.ReadAsync(table, "writer"));

        // Cut off, it has replayed all that it has received, and believes to be up to date.
        var address = (string)(await system.OnStandbyAsync("show primary_conninfo", Cancel))!;
        await system.OnStandbyAsync("alter system set primary_conninfo = ''", Cancel);
        await system.OnStandbyAsync("select pg_reload_conf()", Cancel);
        try
        {
            await Eventually.TrueAsync(async () => await system.OnStandbyAsync("select count(*) from pg_stat_wal_receiver", Cancel) is 0L, "the standby is cut off", Cancel);
            await one.WriteAsync(table, "writer");
            Assert.Equal((false, 2), await one.ReadAsync(table, "writer"));
            Assert.Equal((false, 2), await two.ReadAsync(table, "writer"));
            Assert.Equal((true, 1), await two.ReadAsync(table, "somebody else"));
            await Task.Delay(Reader.Lag * 1.25, Cancel);
            Assert.Equal((false, 2), await one.ReadAsync(table, "a third"));
            Assert.Equal((false, 2), await two.ReadAsync(table, "somebody else"));
        }
        finally
        {
            await system.OnStandbyAsync($"alter system set primary_conninfo = '{address.Replace("'", "''", StringComparison.Ordinal)}'", Cancel);
            await system.OnStandbyAsync("select pg_reload_conf()", Cancel);
        }
        await one.UntilStandbyIsReadAsync(table, "writer");
    }

    [Fact]
    public async Task What_a_company_has_seen_it_sees_again_though_the_standby_that_ended_its_query_is_behind()
    {
        var (one, two, table) = await ReadersAsync();
        await system.PauseAsync(Cancel);
        try
        {
            await one.WriteAsync(table, "nobody", noted: false);
            Assert.Equal((true, 1), await one.ReadAsync(table, "reader"));
            Assert.Equal((false, 2), await one.ReadAsync(table, "reader", onStandby: "select pg_cancel_backend(pg_backend_pid())"));
            Assert.Equal((false, 2), await two.ReadAsync(table, "reader"));
            Assert.Equal((true, 1), await two.ReadAsync(table, "somebody else"));
            // A connection that is cut in the middle is no reason to fail, either.
            Assert.Equal((false, 2), await two.ReadAsync(table, "somebody else", onStandby: "select pg_terminate_backend(pg_backend_pid())"));
        }
        finally
        {
            await system.ResumeAsync(Cancel);
        }
    }

    [Fact]
    public async Task Without_Redis_the_primary_is_read()
    {
        await using var alone = await Reader.StartAsync(system, $"127.0.0.1:{FreePort.Choose()}");
        var (one, _, table) = await ReadersAsync();
        await Task.Delay(Reader.Lag * 1.25, Cancel);
        Assert.False((await alone.ReadAsync(table, "anybody")).ByStandby);
        Assert.True((await one.ReadAsync(table, "anybody")).ByStandby);
    }

    // A table with a row that both replicas see on the standby.
    private async Task<(Reader One, Reader Two, string Table)> ReadersAsync()
    {
        var table = $"notes_{Guid.NewGuid():N}";
        await system.One.WriteAsync(table, "writer");
        await Task.WhenAll(system.One.UntilStandbyIsReadAsync(table), system.Two.UntilStandbyIsReadAsync(table));
        return (system.One, system.Two, table);
    }

    [Fact]
    public async Task What_is_counted_of_standbys_is_in_the_docs()
    {
        using var http = system.App.CreateHttpClient("project");
        var docs = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "docs", "telemetry.md"), Cancel);
        string[] names = [];
        await Eventually.TrueAsync(async () =>
        {
            var metrics = await http.GetStringAsync(new Uri("/metrics", UriKind.Relative), Cancel);
            names = [.. metrics.Split('\n').Where(line => line.StartsWith("# TYPE bidforge_replica", StringComparison.Ordinal)).Select(line => line.Split(' ')[2])];
            return names.Length is 2;
        }, "reads and lag are told", Cancel);
        Assert.All(names, name => Assert.Contains($"`{name}`", docs, StringComparison.Ordinal));
    }

    private static object Named(string name) => new
    {
        name,
        description = "New roof",
        place = new { city = "Chicago", region = "IL", country = "US", latitude = 41.88, longitude = -87.63 },
        timeZone = "America/Chicago",
        visibility = "public",
        currency = "USD",
    };

    // Each time within a distance of its own, so that no list is answered from the cache, but where it is asked for by a word.
    private async Task<List<string>> ListAsync(Company company, string scope, string? word = null)
    {
        var which = word is null ? string.Create(CultureInfo.InvariantCulture, $"latitude=41.88&longitude=-87.63&withinKm={100 + asked++}") : $"query={word}";
        return [.. (await company.Api.GetAsync($"/projects?scope={scope}&{which}", Cancel)).Get("data").EnumerateArray().Select(project => project.Text("name"))];
    }

    private async Task ReadByStandbyAsync<T>(string service, Func<Task<T>> read)
    {
        var before = await system.StandbyReadsAsync(service, Cancel);
        await Eventually.TrueAsync(async () =>
        {
            await read();
            return await system.StandbyReadsAsync(service, Cancel) > before;
        }, $"{service} reads the standby", Cancel);
    }
}
