using System.IdentityModel.Tokens.Jwt;
using System.Net;
using System.Security.Claims;
using BidForge.Auth.Tests.Support;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace BidForge.Auth.Tests.Admins;

public sealed class PlatformAdminTests(Servers servers)
{
    [Fact]
    public async Task An_administrator_is_made_and_unmade_by_the_operators_tool_and_told_by_the_next_token()
    {
        var person = await servers.Api.NewOwnerAsync();
        Assert.Equal((false, false), (await AdministersAsync(person.Token), await MeAsync(person.Token)));

        Assert.Equal(0, (await AdminVerb.RunAsync(servers, "grant", "--email", person.Email.ToUpperInvariant())).Code);
        var (_, listed) = await AdminVerb.RunAsync(servers, "list", "--json");
        Assert.Contains(person.Email, listed);
        var renewed = (await servers.Api.RefreshAsync(person.RefreshToken)).Expect(HttpStatusCode.OK);
        Assert.Equal((true, true), (await AdministersAsync(renewed.Text("accessToken")), await MeAsync(renewed.Text("accessToken"))));

        Assert.Equal(0, (await AdminVerb.RunAsync(servers, "revoke", "--email", person.Email)).Code);
        var last = (await servers.Api.LogInAsync(person.Email)).Expect(HttpStatusCode.OK);
        Assert.Equal((false, false), (await AdministersAsync(last.Text("accessToken")), await MeAsync(last.Text("accessToken"))));
    }

    [Fact]
    public async Task An_address_without_an_account_is_told_so()
    {
        var (code, said) = await AdminVerb.RunAsync(servers, "grant", "--email", "nobody@builders.example");
        Assert.Equal(1, code);
        Assert.Contains("no account nobody@builders.example", said);
    }

    [Fact]
    public async Task Nobody_becomes_one_by_asking()
    {
        var email = Api.NewEmail();
        var user = new { name = "Ann Gray", email, password = Api.Password, platformAdmin = true };
        var refusal = (await servers.Api.SendAsync(HttpMethod.Post, "auth/register", new { company = Api.Company(), user })).Expect(HttpStatusCode.BadRequest, "request.invalid");
        Assert.Equal(["user.platformAdmin"], refusal.Fields);

        var owner = await servers.Api.NewOwnerAsync();
        refusal = (await owner.SendAsync(
            HttpMethod.Post, $"companies/{owner.CompanyId}/users", new { name = "Bo", email, password = Api.Password, role = "viewer", platformAdmin = true }))
            .Expect(HttpStatusCode.BadRequest, "request.invalid");
        Assert.Equal(["platformAdmin"], refusal.Fields);
    }

    private async Task<bool> MeAsync(string token) =>
        (await servers.Api.GetAsync("auth/me", token)).Expect(HttpStatusCode.OK)["platformAdmin"].GetBoolean();

    /// <summary>What every service's policy says of that token.</summary>
    private static async Task<bool> AdministersAsync(string token)
    {
        var read = new JwtSecurityTokenHandler().ReadJwtToken(token);
        var principal = new ClaimsPrincipal(new ClaimsIdentity(read.Claims, "Bearer"));
        await using var services = new ServiceCollection().AddLogging().AddRouting().AddBidForgeTokens().BuildServiceProvider();
        var result = await services.GetRequiredService<IAuthorizationService>().AuthorizeAsync(principal, null, Policies.PlatformAdmin);
        Assert.Equal(result.Succeeded, Caller.Read(principal)!.PlatformAdmin);
        return result.Succeeded;
    }
}
