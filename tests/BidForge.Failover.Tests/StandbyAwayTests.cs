using System.Net;
using BidForge.Messaging;
using BidForge.Testing.Marketplace;
using Npgsql;

namespace BidForge.Failover.Tests;

/// <summary>While the standby is away the primary keeps what it is told, and answers for none of it.</summary>
public sealed class StandbyAwayTests : IClassFixture<FollowedSystem>
{
    private readonly FollowedSystem system;

    public StandbyAwayTests(FollowedSystem system) => this.system = system;

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
        await using var standby = system.OnStandby();
        Assert.Equal(1L, await CountAsync(standby, project.PackageId, rival.Id));
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
}
