using BidForge.Projects.Tests.Support;

namespace BidForge.Projects.Tests;

public sealed class EventTests(Services services)
{
    [Fact]
    public async Task The_terms_of_a_package_are_told_from_the_first_draft_to_the_end_each_under_its_next_version()
    {
        var contractor = await services.ContractorAsync();
        var draft = await contractor.DraftAsync("invited");
        (await contractor.PutAsync($"/packages/{draft.PackageId}", Bodies.Package("Roof"), 1)).Ok();
        (await contractor.PostAsync($"/projects/{draft.ProjectId}/publish")).Ok();
        var project = await contractor.GetAsync($"/projects/{draft.ProjectId}");
        (await contractor.PutAsync($"/projects/{draft.ProjectId}", Bodies.Project("City hall").With("timeZone", "America/New_York"), project.Version)).Ok();
        (await contractor.PostAsync($"/projects/{draft.ProjectId}/cancel", new { reason = "No money" })).Ok();

        var terms = await services.Events.HearAsync("PackageTermsChanged", "packageId", draft.PackageId, 5);
        Assert.Equal([1, 2, 3, 4, 5], terms.Select(t => t.GetProperty("version").GetInt32()));
        Assert.Equal(["draft", "draft", "published", "published", "cancelled"], terms.Select(t => t.GetProperty("status").GetString()));
        Assert.Equal(["invited", "invited", "invited", "public", "public"], terms.Select(t => t.GetProperty("visibility").GetString()));
        Assert.Equal(["Roofing", "Roof", "Roof", "Roof", "Roof"], terms.Select(t => t.GetProperty("title").GetString()));
        var last = terms[^1];
        Assert.Equal(("City hall", "America/New_York", "USD", "roofing"), (Text("projectName"), Text("timeZone"), Text("currency"), Text("trade")));
        Assert.Equal((draft.ProjectId, contractor.CompanyId, contractor.CompanyName), (last.GetProperty("projectId").GetGuid(), last.GetProperty("companyId").GetGuid(), Text("companyName")));
        Assert.Equal((Bodies.InAWeek, 1), (last.GetProperty("dueAt").GetDateTimeOffset(), last.GetProperty("scopeVersion").GetInt32()));
        // MassTransit writes decimals as strings, so that no reader takes them for binary floats.
        Assert.Equal("10", last.GetProperty("bidForm").GetProperty("lineItems")[0].GetProperty("quantity").GetString());
        Assert.DoesNotContain("estimate", last.EnumerateObject().Select(member => member.Name));

        var cancelled = Assert.Single(await services.Events.HearAsync("ProjectCancelled", "projectId", draft.ProjectId));
        Assert.Equal("No money", cancelled.GetProperty("reason").GetString());
        Assert.Equal([draft.PackageId], cancelled.GetProperty("packageIds").EnumerateArray().Select(id => id.GetGuid()));
        var published = Assert.Single(await services.Events.HearAsync("ProjectPublished", "projectId", draft.ProjectId));
        Assert.Equal("invited", published.GetProperty("visibility").GetString());

        string? Text(string name) => last.GetProperty(name).GetString();
    }

    [Fact]
    public async Task A_deleted_draft_is_told()
    {
        var contractor = await services.ContractorAsync();
        var draft = await contractor.DraftAsync();
        (await contractor.DeleteAsync($"/packages/{draft.PackageId}", 1)).Ok();
        var told = Assert.Single(await services.Events.HearAsync("PackageDeleted", "packageId", draft.PackageId));
        Assert.Equal((draft.ProjectId, contractor.CompanyId), (told.GetProperty("projectId").GetGuid(), told.GetProperty("companyId").GetGuid()));
    }
}
