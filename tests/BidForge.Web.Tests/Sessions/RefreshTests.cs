using BidForge.Web.Api;
using BidForge.Web.Api.Models;
using BidForge.Web.Sessions;
using Microsoft.AspNetCore.Authentication;

namespace BidForge.Web.Tests.Sessions;

public sealed class RefreshTests(Servers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_requests_on_two_replicas_renew_a_session_once_and_all_get_the_new_token()
    {
        await using var one = await Replica.StartAsync(servers, Cancel);
        await using var two = await Replica.StartAsync(servers, Cancel);
        var (key, first) = await LogInAsync(one);
        one.Clock.Ahead = two.Clock.Ahead = TimeSpan.FromMinutes(9.5);

        var tickets = await Task.WhenAll(Enumerable.Range(0, 40).Select(n => (n % 2 == 0 ? one : two).Sessions.RetrieveAsync(key)));

        var token = Assert.Single(tickets.Select(ticket => ticket!.Properties.GetTokenValue("access_token")).Distinct());
        Assert.NotEqual(first.AccessToken, token);
    }

    [Fact]
    public async Task A_session_renewed_again_and_again_goes_on_because_no_refresh_token_is_used_twice()
    {
        await using var replica = await Replica.StartAsync(servers, Cancel);
        var (key, _) = await LogInAsync(replica);
        for (var round = 1; round <= 3; round++)
        {
            replica.Clock.Ahead = TimeSpan.FromMinutes(10 * round);
            var tickets = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => replica.Sessions.RetrieveAsync(key)));
            Assert.All(tickets, Assert.NotNull);
        }
    }

    [Fact]
    public async Task A_token_that_still_lives_is_left_alone()
    {
        await using var replica = await Replica.StartAsync(servers, Cancel);
        var (key, session) = await LogInAsync(replica);
        Assert.Equal(session.AccessToken, (await replica.Sessions.RetrieveAsync(key))!.Properties.GetTokenValue("access_token"));
    }

    [Fact]
    public async Task A_session_that_auth_has_ended_is_gone_here_too()
    {
        await using var replica = await Replica.StartAsync(servers, Cancel);
        var (key, session) = await LogInAsync(replica);
        await replica.Auth.LogOutAsync(session.RefreshToken, Cancel);
        replica.Clock.Ahead = TimeSpan.FromMinutes(9.5);
        Assert.Null(await replica.Sessions.RetrieveAsync(key));
        Assert.Null(await replica.Sessions.RetrieveAsync(key));
    }

    [Fact]
    public async Task What_one_replica_sealed_another_reads()
    {
        await using var one = await Replica.StartAsync(servers, Cancel);
        await using var two = await Replica.StartAsync(servers, Cancel);
        var (key, session) = await LogInAsync(one);
        Assert.Equal(session.User.Name, (await two.Sessions.RetrieveAsync(key))!.Principal.Identity!.Name);
    }

    private static async Task<(string Key, Session Session)> LogInAsync(Replica replica)
    {
        var id = Guid.NewGuid().ToString("N");
        var company = new NewCompany(
            $"Company {id}", CompanyKind.Subcontractor, ["roofing"], new(null, "Chicago", "IL", null, "US", 41.88m, -87.63m), 50,
            "America/Chicago", null, null, null);
        var session = await replica.Auth.RegisterAsync(
            new(company, new("Sam Sub", $"{id}@example.com", "correct-horse-battery")), new(Write.NewKey()), Cancel);
        return (await replica.Sessions.StoreAsync(Tickets.Of(session, replica.Clock.GetUtcNow())), session);
    }
}
