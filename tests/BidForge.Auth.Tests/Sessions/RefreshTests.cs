using System.Net;
using System.Security.Cryptography;
using System.Text;
using BidForge.Auth.Tests.Support;
using Npgsql;

namespace BidForge.Auth.Tests.Sessions;

public sealed class RefreshTests(Servers servers)
{
    [Fact]
    public async Task A_refresh_token_brings_new_tokens_for_the_same_session()
    {
        var owner = await servers.Api.NewOwnerAsync();
        var next = (await servers.Api.RefreshAsync(owner.RefreshToken)).Expect(HttpStatusCode.OK);
        Assert.NotEqual(owner.RefreshToken, next.Text("refreshToken"));
        (await servers.Api.GetAsync("auth/me", next.Text("accessToken"))).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Two_requests_that_refresh_at_once_both_go_on_and_the_session_lives()
    {
        var owner = await servers.Api.NewOwnerAsync();
        var both = await Task.WhenAll(servers.Api.RefreshAsync(owner.RefreshToken), servers.Api.RefreshAsync(owner.RefreshToken));
        Assert.All(both, answer => answer.Expect(HttpStatusCode.OK));
        (await servers.Api.RefreshAsync(both[0].Text("refreshToken"))).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_old_token_ends_the_session_for_the_newest_too()
    {
        var owner = await servers.Api.NewOwnerAsync();
        var second = (await servers.Api.RefreshAsync(owner.RefreshToken)).Expect(HttpStatusCode.OK);
        var third = (await servers.Api.RefreshAsync(second.Text("refreshToken"))).Expect(HttpStatusCode.OK);
        (await servers.Api.RefreshAsync(owner.RefreshToken)).Expect(HttpStatusCode.Unauthorized, "auth.session-ended");
        (await servers.Api.RefreshAsync(third.Text("refreshToken"))).Expect(HttpStatusCode.Unauthorized, "auth.session-ended");
        (await servers.Api.LogInAsync(owner.Email)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Logging_out_ends_the_session_and_no_other_of_the_same_person()
    {
        var owner = await servers.Api.NewOwnerAsync();
        var other = (await servers.Api.LogInAsync(owner.Email)).Expect(HttpStatusCode.OK);
        (await servers.Api.SendAsync(HttpMethod.Post, "auth/logout", new { refreshToken = owner.RefreshToken })).Expect(HttpStatusCode.NoContent);
        (await servers.Api.RefreshAsync(owner.RefreshToken)).Expect(HttpStatusCode.Unauthorized, "auth.session-ended");
        (await servers.Api.RefreshAsync(other.Text("refreshToken"))).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_token_that_nobody_was_given_is_refused()
    {
        (await servers.Api.RefreshAsync("not-a-token")).Expect(HttpStatusCode.Unauthorized, "auth.session-ended");
        (await servers.Api.SendAsync(HttpMethod.Post, "auth/logout", new { refreshToken = "not-a-token" })).Expect(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task The_database_holds_the_hash_of_a_refresh_token_and_not_the_token()
    {
        var owner = await servers.Api.NewOwnerAsync();
        await using var database = NpgsqlDataSource.Create((await servers.App.GetConnectionStringAsync("auth-db", Api.Ct))!);
        await using var command = database.CreateCommand("select count(*) filter (where hash = $1), count(*) filter (where strpos(refresh_tokens::text, $2) > 0 or hash = $3) from refresh_tokens");
        command.Parameters.Add(new() { Value = SHA256.HashData(Encoding.UTF8.GetBytes(owner.RefreshToken)) });
        command.Parameters.Add(new() { Value = owner.RefreshToken });
        command.Parameters.Add(new() { Value = Encoding.UTF8.GetBytes(owner.RefreshToken) });
        await using var row = await command.ExecuteReaderAsync(Api.Ct);
        await row.ReadAsync(Api.Ct);
        Assert.Equal((1L, 0L), (row.GetInt64(0), row.GetInt64(1)));
    }
}
