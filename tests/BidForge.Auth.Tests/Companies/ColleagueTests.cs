using System.Net;
using BidForge.Auth.Tests.Support;

namespace BidForge.Auth.Tests.Companies;

public sealed class ColleagueTests(Servers servers)
{
    [Theory]
    [InlineData("owner")]
    [InlineData("estimator")]
    [InlineData("viewer")]
    public async Task An_owner_adds_a_colleague_who_logs_in_with_that_role(string role)
    {
        var owner = await servers.Api.NewOwnerAsync();
        var colleague = await owner.HireAsync(role);
        var me = (await colleague.GetAsync("auth/me")).Expect(HttpStatusCode.OK);
        Assert.Equal((role, owner.CompanyId), (me["user"].GetProperty("role").GetString()!, me["company"].GetProperty("id").GetGuid()));
    }

    [Theory]
    [InlineData("estimator")]
    [InlineData("viewer")]
    public async Task Only_an_owner_adds_colleagues(string role)
    {
        var colleague = await (await servers.Api.NewOwnerAsync()).HireAsync(role);
        (await AddAsync(colleague, colleague.CompanyId, Api.NewEmail())).Expect(HttpStatusCode.Forbidden, "auth.forbidden");
    }

    [Fact]
    public async Task The_people_of_another_company_are_not_seen_and_not_added_to()
    {
        var owner = await servers.Api.NewOwnerAsync();
        var stranger = await servers.Api.NewOwnerAsync();
        (await stranger.GetAsync($"companies/{owner.CompanyId}/users")).Expect(HttpStatusCode.NotFound, "company.not-found");
        (await AddAsync(stranger, owner.CompanyId, Api.NewEmail())).Expect(HttpStatusCode.NotFound, "company.not-found");
        var people = (await owner.GetAsync($"companies/{owner.CompanyId}/users")).Expect(HttpStatusCode.OK);
        Assert.Equal([owner.Email], people["data"].EnumerateArray().Select(user => user.GetProperty("email").GetString()!));
    }

    [Fact]
    public async Task An_address_that_has_an_account_anywhere_is_refused()
    {
        var owner = await servers.Api.NewOwnerAsync();
        var elsewhere = await servers.Api.NewOwnerAsync();
        Assert.Equal(["email"], (await AddAsync(owner, owner.CompanyId, elsewhere.Email)).Expect(HttpStatusCode.Conflict, "auth.email-taken").Fields);
    }

    [Fact]
    public async Task A_colleague_added_again_with_the_same_key_is_added_once()
    {
        var owner = await servers.Api.NewOwnerAsync();
        var (email, key) = (Api.NewEmail(), ("Idempotency-Key", Guid.NewGuid().ToString()));
        var first = (await AddAsync(owner, owner.CompanyId, email, headers: key)).Expect(HttpStatusCode.Created);
        Assert.Equal(first.Id, (await AddAsync(owner, owner.CompanyId, email, headers: key)).Expect(HttpStatusCode.Created).Id);
    }

    [Fact]
    public async Task A_role_that_does_not_exist_is_refused() =>
        Assert.Equal(["role"], (await AddAsync(await servers.Api.NewOwnerAsync(), null, Api.NewEmail(), "king")).Expect(HttpStatusCode.BadRequest, "request.invalid").Fields);

    private static Task<Answer> AddAsync(Person person, Guid? companyId, string email, string role = "viewer", params (string, string)[] headers) =>
        person.SendAsync(HttpMethod.Post, $"companies/{companyId ?? person.CompanyId}/users", new { name = "Bo", email, password = Api.Password, role }, headers);
}
