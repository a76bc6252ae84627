using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using BidForge.Demo.Api;
using BidForge.Messaging;
using BidForge.Testing.Marketplace;
using Npgsql;
using Xunit.Sdk;
using Xunit.v3;

namespace BidForge.Failover.Tests;

/// <summary>
/// A shard whose primary acknowledges nothing that its standby does not hold: while the standby is away, and then when the primary is lost for good while bids come in.
/// </summary>
[Collection(nameof(FollowedSystem))]
[TestCaseOrderer(typeof(PrimaryLostLast))]
public sealed class SynchronousStandbyTests(FollowedSystem system)
{
    [Fact]
    public async Task A_bid_that_the_standby_does_not_hold_is_not_acknowledged_however_often_it_is_sent()
    {
        var ct = TestContext.Current.CancellationToken;
        var project = await system.ProjectAsync(ct);
        var rival = await Company.RegisterAsync(system.Gateway, "subcontractor", ct);
        await SealedProject.InviteAsync(project.Contractor, project.PackageId, rival, ct);
        await Eventually.TrueAsync(async () => await KnowsAsync(project.PackageId, rival.Id), "the shard knows of the invitation", ct);
        using var http = new HttpClient { BaseAddress = system.Gateway };
        var key = Guid.NewGuid().ToString();
        Task<HttpResponseMessage> SendAsync() => Company.CallAsync(
            http, rival.Owner, HttpMethod.Post, $"/api/v1/packages/{project.PackageId}/bids", SealedProject.Bid(project.LineId, 99.25m), ct, key);

        await system.Standby.StopAsync();
        for (var time = 0; time < 3; time++)
        {
            using var refused = await SendAsync();
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
        }
        // The primary has it all the same: this is what must not be answered for.
        await using var primary = NpgsqlDataSource.Create((await system.App.GetConnectionStringAsync("bid1", ct))!);
        Assert.Equal(1L, await CountAsync(primary, project.PackageId, rival.Id));

        await SaidOnceAsync(ct);
        var bid = await AskAsync(primary, project.PackageId, rival.Id, "select bid_id from bid_revisions where package_id = $1 and bidder_id = $2");
        using (var receipt = await Company.CallAsync(http, rival.Owner, HttpMethod.Get, $"/api/v1/bids/{bid}/receipt", null, ct))
            Assert.Equal(HttpStatusCode.ServiceUnavailable, receipt.StatusCode);

        await system.Standby.StartAsync();
        await Eventually.TrueAsync(async () =>
        {
            using var answer = await SendAsync();
            return answer.StatusCode is HttpStatusCode.Created;
        }, "it is acknowledged once the standby holds it", ct);
        await using var standby = system.ShardOnStandby();
        Assert.Equal(1L, await CountAsync(standby, project.PackageId, rival.Id));
    }

    [Fact]
    public async Task No_acknowledged_bid_is_lost_and_services_find_the_new_primary_by_themselves()
    {
        var ct = TestContext.Current.CancellationToken;
        var project = await system.ProjectAsync(ct);
        var bidders = new List<(Company Company, Guid Bid)> { (project.Bidder, project.BidId) };
        for (var more = 0; more < 3; more++)
        {
            var company = await Company.RegisterAsync(system.Gateway, "subcontractor", ct);
            await SealedProject.InviteAsync(project.Contractor, project.PackageId, company, ct);
            bidders.Add((company, (await SealedProject.SubmitAsync(company, project.PackageId, project.LineId, 10m + more, ct)).Get("bid").Id()));
        }

        var acknowledged = new ConcurrentBag<(Guid Bid, int Revision, string Hash, bool After)>();
        var (lost, enough) = (false, new TaskCompletionSource());
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var revising = bidders.ConvertAll(bidder => Task.Run(async () =>
        {
            for (var revision = 2; !stop.IsCancellationRequested; revision++)
            {
                // Sent with one key until it is answered, whatever breaks.
                var answer = await bidder.Company.Api.PutAsync($"/bids/{bidder.Bid}", SealedProject.Bid(project.LineId, 20m + revision), ct, revision - 1);
                var receipt = answer.Get("receipt").Get("receipt");
                acknowledged.Add((bidder.Bid, receipt.Number("revision"), receipt.Text("documentHash"), Volatile.Read(ref lost)));
                if (acknowledged.Count > 100) enough.TrySetResult();
                await Task.Delay(10, ct);
            }
        }, ct));

        await enough.Task.WaitAsync(Eventually.Patience, ct);
        await system.App.LoseResourceAsync("postgres1");
        Volatile.Write(ref lost, true);
        await system.Standby.PromoteAsync(ct);
        await Eventually.TrueAsync(async () =>
        {
            // Whoever was refused for good bids no more: that is what went wrong, and not the waiting.
            if (revising.Find(bidding => bidding.IsFaulted) is { } refused)
                await refused;
            return acknowledged.Where(act => act.After).Select(act => act.Bid).Distinct().Count() == bidders.Count && acknowledged.Count(act => act.After) > 40;
        }, "everybody's bids are acknowledged by the new primary", ct);
        await stop.CancelAsync();
        await Task.WhenAll(revising);

        var kept = new HashSet<(Guid, int, string)>();
        await using var promoted = system.ShardOnStandby();
        await using var command = promoted.CreateCommand("select bid_id, revision, encode(document_hash, 'hex') from bid_revisions where package_id = $1");
        command.Parameters.Add(new() { Value = project.PackageId });
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
            kept.Add((rows.GetGuid(0), rows.GetInt32(1), rows.GetString(2)));
        Assert.DoesNotContain(acknowledged, act => !kept.Contains((act.Bid, act.Revision, act.Hash)));
        // Each revision once: none was carried out twice under its key, for the next would have been refused as stale.
        Assert.Equal(kept.Count, kept.Select(act => (act.Item1, act.Item2)).Distinct().Count());
    }

    // A connection lives longer than the write that it could not wait for.
    private async Task SaidOnceAsync(CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection($"{await system.App.GetConnectionStringAsync("postgres1", ct)};Database=postgres;Command Timeout=2");
        await connection.OpenAsync(ct);
        var standby = StandbyWait.On(connection);
        await using var write = new NpgsqlCommand(StandbyWait.Again, connection);
        await write.ExecuteNonQueryAsync(ct);
        Assert.Throws<UnavailableException>(standby.RequireHeld);
        standby.RequireHeld();
        await write.ExecuteNonQueryAsync(ct);
        Assert.Throws<UnavailableException>(standby.RequireHeld);
    }

    private async Task<bool> KnowsAsync(Guid package, Guid company)
    {
        await using var primary = NpgsqlDataSource.Create((await system.App.GetConnectionStringAsync("bid1"))!);
        return await CountAsync(primary, package, company, "select count(*) from package_invitees where package_id = $1 and company_id = $2") is 1L;
    }

    private static async Task<long> CountAsync(
        NpgsqlDataSource database, Guid package, Guid company, string sql = "select count(*) from bid_revisions where package_id = $1 and bidder_id = $2") =>
        (long)await AskAsync(database, package, company, sql);

    private static async Task<object> AskAsync(NpgsqlDataSource database, Guid package, Guid company, string sql)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = package });
        command.Parameters.Add(new() { Value = company });
        return (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    /// <summary>By name: the test that loses the primary comes after the one that needs it.</summary>
    private sealed class PrimaryLostLast : ITestCaseOrderer
    {
        public IReadOnlyCollection<T> OrderTestCases<T>(IReadOnlyCollection<T> testCases) where T : notnull, ITestCase =>
            [.. testCases.OrderBy(test => test.TestMethodName, StringComparer.Ordinal)];
    }
}
