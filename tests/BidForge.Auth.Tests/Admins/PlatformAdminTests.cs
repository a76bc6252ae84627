using System.IdentityModel.Tokens.Jwt;
using System.Net;
using System.Security.Claims;
using BidForge.Auth.Tests.Support;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

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

    [Fact]
    public async Task An_administrator_gives_a_company_its_plan_which_only_the_company_and_administrators_see()
    {
        var settings = await servers.SettingsAsync(Api.Ct);
        await using var auth = await HostedAuth.StartAsync(settings);
        await using var database = NpgsqlDataSource.Create(settings["ConnectionStrings__auth"]);
        var api = new Api(auth.Address);
        var (company, stranger, admin) = (await api.NewOwnerAsync(), await api.NewOwnerAsync(), await api.NewOwnerAsync());
        Assert.Equal("free", company.Session["company"].GetProperty("plan").GetString());
        var path = $"admin/companies/{company.CompanyId}/plan";
        (await company.SendAsync(HttpMethod.Put, path, new { plan = "pro" })).Expect(HttpStatusCode.Forbidden, "auth.forbidden");

        await using (var grant = database.CreateCommand($"update users set platform_admin = true where company_id = '{admin.CompanyId}'"))
            await grant.ExecuteNonQueryAsync(Api.Ct);
        var token = (await api.RefreshAsync(admin.RefreshToken)).Expect(HttpStatusCode.OK).Text("accessToken");
        foreach (var _ in Enumerable.Range(0, 2))
            Assert.Equal("pro", (await api.SendAsync(HttpMethod.Put, path, new { plan = "pro" }, token)).Expect(HttpStatusCode.OK).Text("plan"));
        (await api.SendAsync(HttpMethod.Put, path, new { plan = "golden" }, token)).Expect(HttpStatusCode.BadRequest, "request.invalid");
        (await api.SendAsync(HttpMethod.Put, $"admin/companies/{Guid.NewGuid()}/plan", new { plan = "pro" }, token)).Expect(HttpStatusCode.NotFound, "company.not-found");

        Assert.Equal("pro", (await company.GetAsync("auth/me"))["company"].GetProperty("plan").GetString());
        Assert.Equal("pro", (await api.GetAsync($"companies/{company.CompanyId}", token)).Text("plan"));
        Assert.False((await stranger.GetAsync($"companies/{company.CompanyId}")).Expect(HttpStatusCode.OK).Body.TryGetProperty("plan", out _));
        var renewed = (await api.RefreshAsync(company.RefreshToken)).Expect(HttpStatusCode.OK);
        Assert.Equal("pro", new JwtSecurityTokenHandler().ReadJwtToken(renewed.Text("accessToken")).Claims.Single(claim => claim.Type is ClaimNames.Plan).Value);

        await using var told = database.CreateCommand(
            "select string_agg(concat_ws(' ', body->>'companyId', body->>'version', body->>'plan', body->>'previous'), ',') from outbox where type like '%.CompanyPlanChanged'");
        Assert.Equal($"{company.CompanyId} 1 pro free", await told.ExecuteScalarAsync(Api.Ct));
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
