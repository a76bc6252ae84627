using BidForge.Projects.Tests.Support;

namespace BidForge.Projects.Tests;

public sealed class CacheTests(Services services)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_company_sees_its_own_write_in_the_next_list(bool withKey)
    {
        var contractor = await services.ContractorAsync();
        for (var n = 1; n <= 5; n++)
        {
            Assert.Equal(n - 1, (await contractor.GetAsync("/projects?scope=mine")).Data.Count);
            var project = (await contractor.PostAsync("/projects", Bodies.Project($"Name {n}"), Key())).Ok();
            Assert.Equal(n, (await contractor.GetAsync("/projects?scope=mine")).Data.Count);
            (await contractor.PutAsync($"/projects/{project.Id}", Bodies.Project($"Changed {n}"), 1, Key())).Ok();
            Assert.Contains($"Changed {n}", (await contractor.GetAsync("/projects?scope=mine")).Data.Select(Name));
        }

        string? Key() => withKey ? Guid.NewGuid().ToString() : null;
    }

    [Fact]
    public async Task A_list_is_answered_from_the_cache_until_something_changes()
    {
        var contractor = await services.ContractorAsync();
        var project = (await contractor.PostAsync("/projects", Bodies.Project("As written"))).Ok();
        Assert.Equal("As written", Name(Assert.Single((await contractor.GetAsync("/projects")).Data)));
        await services.ExecuteAsync("update projects set name = 'Behind its back' where id = $1", project.Id);
        Assert.Equal("As written", Name(Assert.Single((await contractor.GetAsync("/projects")).Data)));
        (await contractor.PostAsync($"/projects/{project.Id}/packages", Bodies.Package())).Ok();
        Assert.Equal("Behind its back", Name(Assert.Single((await contractor.GetAsync("/projects")).Data)));
    }

    [Fact]
    public async Task What_one_replica_publishes_the_other_lists()
    {
        var contractor = await services.ContractorAsync();
        var subcontractor = await services.SubcontractorAsync();
        var word = $"w{Guid.NewGuid():N}";
        var draft = await contractor.DraftAsync(name: word);
        Assert.Empty((await subcontractor.GetAsync($"/projects?query={word}", services.OtherReplica)).Ok().Data);
        (await contractor.PostAsync($"/projects/{draft.ProjectId}/publish")).Ok();
        await Posting.BeforeListsExpireAsync(
            async () => (await subcontractor.GetAsync($"/projects?query={word}", services.OtherReplica)).Data.Count is 1, "the other replica listed it");
        (await contractor.PostAsync($"/projects/{draft.ProjectId}/cancel", new { reason = "x" })).Ok();
        await Posting.BeforeListsExpireAsync(
            async () => (await subcontractor.GetAsync($"/projects?query={word}", services.OtherReplica)).Data.Count is 0, "the other replica dropped it");
    }

    [Fact]
    public async Task A_refused_write_leaves_the_cached_list_in_place()
    {
        var contractor = await services.ContractorAsync();
        var project = (await contractor.PostAsync("/projects", Bodies.Project("As written"))).Ok();
        Assert.Single((await contractor.GetAsync("/projects")).Data);
        await services.ExecuteAsync("update projects set name = 'Behind its back' where id = $1", project.Id);
        await contractor.PostAsync($"/projects/{project.Id}/publish");
        Assert.Equal("As written", Name(Assert.Single((await contractor.GetAsync("/projects")).Data)));
    }

    private static string? Name(System.Text.Json.JsonElement project) => project.GetProperty("name").GetString();
}
