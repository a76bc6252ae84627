using System.Net;
using BidForge.Projects.Tests.Support;

namespace BidForge.Projects.Tests;

public sealed class IdempotencyTests(Services services)
{
    [Fact]
    public async Task A_write_sent_again_answers_the_same_and_happens_once()
    {
        var contractor = await services.ContractorAsync();
        var key = Guid.NewGuid().ToString();
        var first = (await contractor.PostAsync("/projects", Bodies.Project(), key)).Ok();
        var again = (await contractor.PostAsync("/projects", Bodies.Project(), key)).Ok();
        Assert.Equal((first.Status, first.Id, first.ETag, first.Location), (again.Status, again.Id, again.ETag, again.Location));
        Assert.Single((await contractor.GetAsync("/projects?scope=mine")).Data);
        (await contractor.PostAsync("/projects", Bodies.Project("Other"), key)).Refused(HttpStatusCode.UnprocessableEntity, "idempotency.key-reused");
    }

    [Fact]
    public async Task A_write_sent_many_times_at_once_happens_once()
    {
        var contractor = await services.ContractorAsync();
        var draft = await contractor.DraftAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => contractor.PostAsync($"/projects/{draft.ProjectId}/packages", Bodies.Package("Once"), $"once-{draft.ProjectId}")));
        Assert.Single(answers.Select(answer => answer.Ok().Id).Distinct());
        Assert.Equal(2, (await contractor.GetAsync($"/projects/{draft.ProjectId}"))["packageCount"].GetInt32());
        await services.Events.HearAsync("PackageTermsChanged", "packageId", answers[0].Id);
    }

    [Fact]
    public async Task An_update_sent_again_answers_as_it_did_though_the_version_has_moved()
    {
        var contractor = await services.ContractorAsync();
        var draft = await contractor.DraftAsync();
        var key = Guid.NewGuid().ToString();
        var first = (await contractor.PutAsync($"/packages/{draft.PackageId}", Bodies.Package("Changed"), 1, key)).Ok();
        var again = (await contractor.PutAsync($"/packages/{draft.PackageId}", Bodies.Package("Changed"), 1, key)).Ok();
        Assert.Equal(("\"2\"", "\"2\""), (first.ETag, again.ETag));
        Assert.Equal(2, (await contractor.GetAsync($"/packages/{draft.PackageId}")).Version);
    }

    [Fact]
    public async Task A_refused_write_leaves_nothing_and_its_key_free()
    {
        var contractor = await services.ContractorAsync();
        var project = (await contractor.PostAsync("/projects", Bodies.Project())).Ok();
        var key = Guid.NewGuid().ToString();
        (await contractor.PostAsync($"/projects/{project.Id}/publish", null, key)).Refused(HttpStatusCode.Conflict, "project.no-packages");
        (await contractor.PostAsync($"/projects/{project.Id}/packages", Bodies.Package())).Ok();
        Assert.Equal("published", (await contractor.PostAsync($"/projects/{project.Id}/publish", null, key)).Ok()["status"].GetString());
    }

    [Fact]
    public async Task An_invitation_sent_again_invites_and_tells_once()
    {
        var contractor = await services.ContractorAsync();
        var company = await services.KnownSubcontractorAsync();
        var posted = await contractor.PublishedAsync();
        var (key, body) = (Guid.NewGuid().ToString(), new { companyIds = new[] { company.CompanyId } });
        var first = (await contractor.PostAsync($"/packages/{posted.PackageId}/invitations", body, key)).Ok();
        var again = (await contractor.PostAsync($"/packages/{posted.PackageId}/invitations", body, key)).Ok();
        Assert.Equal(first.Data[0].GetProperty("id").GetGuid(), again.Data[0].GetProperty("id").GetGuid());
        await services.Events.HearAsync("CompanyInvited", "companyId", company.CompanyId);
    }
}
