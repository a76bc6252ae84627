using System.Net;
using BidForge.Auth.Tests.Support;

namespace BidForge.Auth.Tests.Companies;

public sealed class ProfileTests(Servers servers)
{
    [Fact]
    public async Task An_owner_changes_the_profile_that_they_read()
    {
        var owner = await servers.Api.NewOwnerAsync();
        var read = (await owner.GetAsync($"companies/{owner.CompanyId}")).Expect(HttpStatusCode.OK);
        Assert.Equal("\"1\"", read.Message.Headers.ETag!.Tag);

        var changed = (await ChangeAsync(owner, owner.CompanyId, Profile("New name"), "\"1\"")).Expect(HttpStatusCode.OK);
        Assert.Equal("\"2\"", changed.Message.Headers.ETag!.Tag);
        Assert.Equal(("New name", 2), (changed.Text("name"), changed["version"].GetInt32()));
        Assert.Equal("subcontractor", changed.Text("kind"));
    }

    [Fact]
    public async Task A_change_of_what_is_no_longer_so_is_refused()
    {
        var owner = await servers.Api.NewOwnerAsync();
        (await ChangeAsync(owner, owner.CompanyId, Profile("First"), "\"1\"")).Expect(HttpStatusCode.OK);
        (await ChangeAsync(owner, owner.CompanyId, Profile("Second"), "\"1\"")).Expect(HttpStatusCode.PreconditionFailed, "precondition.stale");
        (await ChangeAsync(owner, owner.CompanyId, Profile("Second"), null)).Expect(HttpStatusCode.PreconditionRequired, "precondition.required");
        Assert.Equal("First", (await owner.GetAsync($"companies/{owner.CompanyId}")).Text("name"));
    }

    [Fact]
    public async Task Of_changes_made_at_once_one_wins()
    {
        var owner = await servers.Api.NewOwnerAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => ChangeAsync(owner, owner.CompanyId, Profile($"Name {n}"), "\"1\"")));
        Assert.Single(answers, answer => answer.Status is HttpStatusCode.OK);
        Assert.Equal(5, answers.Count(answer => answer.Status is HttpStatusCode.PreconditionFailed));
    }

    [Fact]
    public async Task The_same_change_sent_again_with_its_key_is_made_once()
    {
        var owner = await servers.Api.NewOwnerAsync();
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        var first = await ChangeAsync(owner, owner.CompanyId, Profile("Once"), "\"1\"", key);
        var again = await ChangeAsync(owner, owner.CompanyId, Profile("Once"), "\"1\"", key);
        Assert.Equal(first.Expect(HttpStatusCode.OK).Body.ToString(), again.Expect(HttpStatusCode.OK).Body.ToString());
        (await ChangeAsync(owner, owner.CompanyId, Profile("Twice"), "\"1\"", key)).Expect(HttpStatusCode.UnprocessableEntity, "idempotency.key-reused");
        Assert.Equal(2, (await owner.GetAsync($"companies/{owner.CompanyId}"))["version"].GetInt32());
    }

    [Fact]
    public async Task Nobody_changes_another_company_and_only_owners_change_their_own()
    {
        var owner = await servers.Api.NewOwnerAsync();
        var stranger = await servers.Api.NewOwnerAsync();
        (await ChangeAsync(stranger, owner.CompanyId, Profile("Mine now"), "\"1\"")).Expect(HttpStatusCode.NotFound, "company.not-found");
        var estimator = await owner.HireAsync("estimator");
        (await ChangeAsync(estimator, owner.CompanyId, Profile("Mine now"), "\"1\"")).Expect(HttpStatusCode.Forbidden, "auth.forbidden");
    }

    private static Dictionary<string, object?> Profile(string name)
    {
        var profile = Api.Company(name);
        profile.Remove("kind");
        return profile;
    }

    private static Task<Answer> ChangeAsync(Person person, Guid companyId, Dictionary<string, object?> profile, string? version, params (string, string)[] headers) =>
        person.SendAsync(HttpMethod.Put, $"companies/{companyId}", profile, version is null ? headers : [.. headers, ("If-Match", version)]);
}
