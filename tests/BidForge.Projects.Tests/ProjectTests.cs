using System.Net;
using BidForge.Projects.Tests.Support;

namespace BidForge.Projects.Tests;

public sealed class ProjectTests(Services services)
{
    [Fact]
    public async Task A_project_comes_back_as_it_was_sent_with_its_version_as_etag()
    {
        var contractor = await services.ContractorAsync();
        var created = (await contractor.PostAsync("/projects", Bodies.Project())).Ok();

        Assert.Equal(HttpStatusCode.Created, created.Status);
        Assert.Equal($"/api/v1/projects/{created.Id}", created.Location);
        var read = (await contractor.GetAsync($"/projects/{created.Id}")).Ok();
        Assert.Equal("\"1\"", read.ETag);
        Assert.Equal("Town hall", read["name"].GetString());
        Assert.Equal("draft", read["status"].GetString());
        Assert.Equal(1_250_000.50m, read["budget"].GetDecimal());
        Assert.Equal(contractor.CompanyName, read["companyName"].GetString());
        Assert.Equal(41.88, read["place"].GetProperty("latitude").GetDouble());
        Assert.Equal(created["createdAt"].GetDateTimeOffset(), read["createdAt"].GetDateTimeOffset());
        Assert.Empty(read["packages"].EnumerateArray());
    }

    [Fact]
    public async Task A_draft_is_seen_by_its_own_company_only()
    {
        var contractor = await services.ContractorAsync();
        var draft = await contractor.DraftAsync();
        foreach (var other in new[] { await services.ContractorAsync(), await services.SubcontractorAsync() })
        {
            (await other.GetAsync($"/projects/{draft.ProjectId}")).Refused(HttpStatusCode.NotFound, "project.not-found");
            (await other.GetAsync($"/packages/{draft.PackageId}")).Refused(HttpStatusCode.NotFound, "package.not-found");
        }
        (await contractor.GetAsync($"/packages/{draft.PackageId}")).Ok();
    }

    [Fact]
    public async Task A_published_public_project_is_seen_by_everybody_without_budget_and_estimate()
    {
        var contractor = await services.ContractorAsync();
        var subcontractor = await services.SubcontractorAsync();
        var posted = await contractor.PublishedAsync();

        var seen = (await subcontractor.GetAsync($"/projects/{posted.ProjectId}")).Ok();
        Assert.False(seen.Body.TryGetProperty("budget", out _));
        Assert.Equal("published", seen["status"].GetString());
        Assert.Equal(posted.PackageId, Assert.Single(seen["packages"].EnumerateArray()).GetProperty("id").GetGuid());
        Assert.Equal(Bodies.InAWeek, seen["nextDueAt"].GetDateTimeOffset());
        var package = (await subcontractor.GetAsync($"/packages/{posted.PackageId}")).Ok();
        Assert.False(package.Body.TryGetProperty("estimate", out _));
        Assert.Equal(90_000m, (await contractor.GetAsync($"/packages/{posted.PackageId}"))["estimate"].GetDecimal());
    }

    [Fact]
    public async Task A_package_added_after_publishing_stays_hidden_until_it_is_published_itself()
    {
        var contractor = await services.ContractorAsync();
        var subcontractor = await services.SubcontractorAsync();
        var posted = await contractor.PublishedAsync();
        var late = (await contractor.PostAsync($"/projects/{posted.ProjectId}/packages", Bodies.Package("Late concrete", "concrete"))).Ok();
        Assert.Equal("draft", late["status"].GetString());

        (await subcontractor.GetAsync($"/packages/{late.Id}")).Refused(HttpStatusCode.NotFound, "package.not-found");
        Assert.Equal(1, (await subcontractor.GetAsync($"/projects/{posted.ProjectId}"))["packageCount"].GetInt32());
        Assert.Equal("published", (await contractor.PostAsync($"/packages/{late.Id}/publish")).Ok()["status"].GetString());
        (await subcontractor.GetAsync($"/packages/{late.Id}")).Ok();
        Assert.Equal(2, (await subcontractor.GetAsync($"/projects/{posted.ProjectId}"))["packageCount"].GetInt32());
    }

    [Fact]
    public async Task A_project_without_packages_can_not_be_published()
    {
        var contractor = await services.ContractorAsync();
        var project = (await contractor.PostAsync("/projects", Bodies.Project())).Ok();
        (await contractor.PostAsync($"/projects/{project.Id}/publish")).Refused(HttpStatusCode.Conflict, "project.no-packages");
        Assert.Equal("draft", (await contractor.GetAsync($"/projects/{project.Id}"))["status"].GetString());
    }

    [Fact]
    public async Task A_project_is_not_published_with_a_package_whose_due_time_has_passed()
    {
        var contractor = await services.ContractorAsync();
        var draft = await contractor.DraftAsync();
        await services.LetDueTimePassAsync(draft.PackageId);
        (await contractor.PostAsync($"/projects/{draft.ProjectId}/publish")).Refused(HttpStatusCode.Conflict, "package.past-due");
    }

    [Fact]
    public async Task Publishing_twice_changes_nothing()
    {
        var contractor = await services.ContractorAsync();
        var posted = await contractor.PublishedAsync();
        var before = await contractor.GetAsync($"/projects/{posted.ProjectId}");
        var again = (await contractor.PostAsync($"/projects/{posted.ProjectId}/publish")).Ok();
        Assert.Equal(before.Version, again.Version);
        await services.Events.HearAsync("ProjectPublished", "projectId", posted.ProjectId);
    }

    [Fact]
    public async Task A_stale_edit_is_refused_and_loses_nothing()
    {
        var contractor = await services.ContractorAsync();
        var project = (await contractor.PostAsync("/projects", Bodies.Project())).Ok();
        var path = $"/projects/{project.Id}";
        Assert.Equal("\"2\"", (await contractor.PutAsync(path, Bodies.Project("First"), 1)).Ok().ETag);

        (await contractor.PutAsync(path, Bodies.Project("Second"), 1)).Refused(HttpStatusCode.PreconditionFailed, "precondition.stale");
        (await contractor.PutAsync(path, Bodies.Project("Third"))).Refused(HttpStatusCode.PreconditionRequired, "precondition.required");
        Assert.Equal("First", (await contractor.GetAsync(path))["name"].GetString());
    }

    [Fact]
    public async Task Of_many_edits_on_one_version_exactly_one_wins()
    {
        var contractor = await services.ContractorAsync();
        var project = (await contractor.PostAsync("/projects", Bodies.Project())).Ok();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => contractor.PutAsync($"/projects/{project.Id}", Bodies.Project($"Edit {n}"), 1, $"edit-{project.Id}-{n}")));
        Assert.Single(answers, answer => answer.Status is HttpStatusCode.OK);
        Assert.Equal(7, answers.Count(answer => answer.Status is HttpStatusCode.PreconditionFailed));
        Assert.Equal(2, (await contractor.GetAsync($"/projects/{project.Id}")).Version);
    }

    [Fact]
    public async Task Packages_added_at_the_same_time_are_all_counted()
    {
        var contractor = await services.ContractorAsync();
        var project = (await contractor.PostAsync("/projects", Bodies.Project())).Ok();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => contractor.PostAsync($"/projects/{project.Id}/packages", Bodies.Package($"Part {n}"))));
        Assert.All(answers, answer => answer.Ok());
        Assert.Equal(8, Assert.Single((await contractor.GetAsync("/projects?scope=mine")).Data).GetProperty("packageCount").GetInt32());
    }

    [Fact]
    public async Task The_currency_is_fixed_once_the_project_is_published()
    {
        var contractor = await services.ContractorAsync();
        var posted = await contractor.PublishedAsync();
        var version = (await contractor.GetAsync($"/projects/{posted.ProjectId}")).Version;
        (await contractor.PutAsync($"/projects/{posted.ProjectId}", Bodies.Project().With("currency", "EUR"), version)).Refused(HttpStatusCode.Conflict, "project.published");
        (await contractor.PutAsync($"/projects/{posted.ProjectId}", Bodies.Project("Other name"), version)).Ok();
    }

    [Fact]
    public async Task A_cancelled_project_takes_no_more_changes()
    {
        var contractor = await services.ContractorAsync();
        var posted = await contractor.PublishedAsync();
        var path = $"/projects/{posted.ProjectId}";
        var cancelled = (await contractor.PostAsync($"{path}/cancel", new { reason = "No money" })).Ok();
        Assert.Equal("cancelled", cancelled["status"].GetString());
        Assert.Equal("cancelled", Assert.Single(cancelled["packages"].EnumerateArray()).GetProperty("status").GetString());

        (await contractor.PutAsync(path, Bodies.Project("Again"), cancelled.Version)).Refused(HttpStatusCode.Conflict, "project.cancelled");
        (await contractor.PostAsync($"{path}/publish")).Refused(HttpStatusCode.Conflict, "project.cancelled");
        (await contractor.PostAsync($"{path}/cancel", new { reason = "Twice" })).Refused(HttpStatusCode.Conflict, "project.cancelled");
        (await contractor.PostAsync($"{path}/packages", Bodies.Package())).Refused(HttpStatusCode.Conflict, "project.cancelled");
        (await contractor.PostAsync($"/packages/{posted.PackageId}/addenda", new { title = "A", text = "B" })).Refused(HttpStatusCode.Conflict, "package.cancelled");
    }

    [Fact]
    public async Task The_history_says_who_changed_what_and_nothing_rewrites_it()
    {
        var contractor = await services.ContractorAsync();
        var posted = await contractor.DraftAsync();
        (await contractor.PutAsync($"/projects/{posted.ProjectId}", Bodies.Project("City hall"), 1)).Ok();
        (await contractor.PostAsync($"/projects/{posted.ProjectId}/publish")).Ok();

        var history = (await contractor.GetAsync($"/projects/{posted.ProjectId}/history")).Ok().Data;
        Assert.Equal(["projectPublished", "projectChanged", "packageAdded", "projectCreated"], history.Select(entry => entry.GetProperty("action").GetString()));
        Assert.All(history, entry => Assert.Equal("Olive Owner", entry.GetProperty("userName").GetString()));
        var change = Assert.Single(history[1].GetProperty("changes").EnumerateArray());
        Assert.Equal(("name", "Town hall", "City hall"), (change.GetProperty("field").GetString(), change.GetProperty("from").GetString(), change.GetProperty("to").GetString()));
        var refusal = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => services.ExecuteAsync("delete from project_history where project_id = $1", posted.ProjectId));
        Assert.Contains("append-only", refusal.MessageText, StringComparison.Ordinal);
    }
}
