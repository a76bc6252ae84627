using System.Net;
using System.Text.Json;
using BidForge.Projects.Tests.Support;
using BidForge.Sharding;

namespace BidForge.Projects.Tests;

public sealed class PackageTests(Services services)
{
    [Fact]
    public async Task A_package_id_carries_the_slot_of_the_company_that_posts_it()
    {
        var contractor = await services.ContractorAsync();
        var draft = await contractor.DraftAsync();
        Assert.True(SlottedId.TryGetSlot(draft.PackageId, out var slot));
        Assert.Equal(Slots.Of(contractor.CompanyId), slot);
    }

    [Fact]
    public async Task Items_of_a_bid_form_get_ids_and_keep_those_they_are_sent_with()
    {
        var contractor = await services.ContractorAsync();
        var draft = await contractor.DraftAsync();
        var form = (await contractor.GetAsync($"/packages/{draft.PackageId}"))["bidForm"];
        var line = form.GetProperty("lineItems")[0];
        var id = line.GetProperty("id").GetGuid();
        Assert.NotEqual(Guid.Empty, id);
        Assert.Equal("unitPrice", form.GetProperty("lineItems")[1].GetProperty("kind").GetString());

        var changed = Bodies.Package().With("bidForm", new { lineItems = new object[] { new { id, description = "Membrane, thicker", quantity = 12.5m, unit = "m2", kind = "base" }, new { description = "New", quantity = 1m, unit = "ea" } } });
        var after = (await contractor.PutAsync($"/packages/{draft.PackageId}", changed, 1)).Ok();
        Assert.Equal("\"2\"", after.ETag);
        var lines = after["bidForm"].GetProperty("lineItems");
        Assert.Equal(id, lines[0].GetProperty("id").GetGuid());
        Assert.Equal(12.5m, lines[0].GetProperty("quantity").GetDecimal());
        Assert.NotEqual(Guid.Empty, lines[1].GetProperty("id").GetGuid());
        Assert.Equal("base", lines[1].GetProperty("kind").GetString());
        Assert.Empty(after["bidForm"].GetProperty("alternates").EnumerateArray());
    }

    [Fact]
    public async Task A_published_package_is_changed_by_addendum_only()
    {
        var contractor = await services.ContractorAsync();
        var posted = await contractor.PublishedAsync();
        var version = (await contractor.GetAsync($"/packages/{posted.PackageId}")).Version;
        (await contractor.PutAsync($"/packages/{posted.PackageId}", Bodies.Package(), version)).Refused(HttpStatusCode.Conflict, "package.published");
        (await contractor.DeleteAsync($"/packages/{posted.PackageId}", version)).Refused(HttpStatusCode.Conflict, "package.published");
    }

    [Fact]
    public async Task A_draft_package_is_changed_and_deleted_only_on_the_version_that_was_read()
    {
        var contractor = await services.ContractorAsync();
        var draft = await contractor.DraftAsync();
        var path = $"/packages/{draft.PackageId}";
        (await contractor.PutAsync(path, Bodies.Package("Second"), 1)).Ok();
        (await contractor.PutAsync(path, Bodies.Package("Third"), 1)).Refused(HttpStatusCode.PreconditionFailed, "precondition.stale");
        (await contractor.DeleteAsync(path)).Refused(HttpStatusCode.PreconditionRequired, "precondition.required");
        (await contractor.DeleteAsync(path, 1)).Refused(HttpStatusCode.PreconditionFailed, "precondition.stale");
        Assert.Equal("Second", (await contractor.GetAsync(path))["title"].GetString());

        Assert.Equal(HttpStatusCode.NoContent, (await contractor.DeleteAsync(path, 2)).Status);
        (await contractor.GetAsync(path)).Refused(HttpStatusCode.NotFound, "package.not-found");
        Assert.Equal(0, Assert.Single((await contractor.GetAsync("/projects")).Data).GetProperty("packageCount").GetInt32());
    }

    [Fact]
    public async Task A_package_of_a_draft_project_can_not_go_out_alone()
    {
        var contractor = await services.ContractorAsync();
        var draft = await contractor.DraftAsync();
        (await contractor.PostAsync($"/packages/{draft.PackageId}/publish")).Refused(HttpStatusCode.Conflict, "project.not-published");
    }

    [Fact]
    public async Task Renaming_the_project_makes_a_new_version_of_each_package_that_carries_the_name()
    {
        var contractor = await services.ContractorAsync();
        var posted = await contractor.PublishedAsync();
        var before = (await contractor.GetAsync($"/packages/{posted.PackageId}")).Version;
        var project = (await contractor.GetAsync($"/projects/{posted.ProjectId}")).Version;
        (await contractor.PutAsync($"/projects/{posted.ProjectId}", Bodies.Project("City hall"), project)).Ok();
        var renamed = await contractor.GetAsync($"/packages/{posted.PackageId}");
        Assert.Equal(("City hall", before + 1), (renamed["projectName"].GetString(), renamed.Version));

        (await contractor.PutAsync($"/projects/{posted.ProjectId}", Bodies.Project("City hall").With("description", "Only that"), project + 1)).Ok();
        Assert.Equal(before + 1, (await contractor.GetAsync($"/packages/{posted.PackageId}")).Version);
    }

    [Fact]
    public async Task Packages_and_their_project_changed_at_the_same_time_end_with_the_new_name_everywhere()
    {
        var contractor = await services.ContractorAsync();
        var draft = await contractor.DraftAsync();
        var edits = Enumerable.Range(0, 6).Select(n => contractor.PostAsync($"/projects/{draft.ProjectId}/packages", Bodies.Package($"Part {n}")));
        var rename = contractor.PutAsync($"/projects/{draft.ProjectId}", Bodies.Project("Renamed"), 1);
        Assert.All(await Task.WhenAll(edits.Append(rename)), answer => answer.Ok());
        foreach (var package in (await contractor.GetAsync($"/projects/{draft.ProjectId}"))["packages"].EnumerateArray())
        {
            var id = package.GetProperty("id").GetGuid();
            var version = (await contractor.GetAsync($"/packages/{id}")).Version;
            var terms = await services.Events.HearAsync("PackageTermsChanged", "packageId", id, version);
            Assert.Equal("Renamed", terms[^1].GetProperty("projectName").GetString());
            Assert.Equal(Enumerable.Range(1, version), terms.Select(t => t.GetProperty("version").GetInt32()));
        }
    }

    public static TheoryData<string, string, string> BadPackages => new()
    {
        { "title", "\"\"", "title" },
        { "title", "17", "title" },
        { "title", JsonSerializer.Serialize(new string('x', 201)), "title" },
        { "trade", "\"sorcery\"", "trade" },
        { "trade", "null", "trade" },
        { "dueAt", "\"2001-01-01T12:00:00Z\"", "dueAt" },
        { "dueAt", "\"2099-01-01T12:00:00\"", "dueAt" },
        { "dueAt", "\"tomorrow\"", "dueAt" },
        { "estimate", "-1", "estimate" },
        { "estimate", "1.234", "estimate" },
        { "estimate", "\"1\"", "estimate" },
        { "colour", "\"red\"", "colour" },
        { "sealed", "\"yes\"", "sealed" },
        { "openers", "0", "openers" },
        { "openers", "3", "openers" },
        { "deadlineGuardMinutes", "-1", "deadlineGuardMinutes" },
        { "deadlineGuardMinutes", "10081", "deadlineGuardMinutes" },
        { "bidForm", """{"lineItems":[]}""", "bidForm.lineItems" },
        { "bidForm", """{"lineItems":null}""", "bidForm.lineItems" },
        { "bidForm", """{"lineItems":[null]}""", "bidForm.lineItems[0]" },
        { "bidForm", """{"lineItems":[{"description":"a","quantity":0,"unit":"m"}]}""", "bidForm.lineItems[0].quantity" },
        { "bidForm", """{"lineItems":[{"description":"a","quantity":1,"unit":"m"},{"description":"b","quantity":-3,"unit":"m"}]}""", "bidForm.lineItems[1].quantity" },
        { "bidForm", """{"lineItems":[{"description":"a","quantity":1.00001,"unit":"m"}]}""", "bidForm.lineItems[0].quantity" },
        { "bidForm", """{"lineItems":[{"description":"a","quantity":1000000000.1,"unit":"m"}]}""", "bidForm.lineItems[0].quantity" },
        { "bidForm", """{"lineItems":[{"description":"a","quantity":1e40,"unit":"m"}]}""", "bidForm.lineItems[0].quantity" },
        { "bidForm", """{"lineItems":[{"description":"a","quantity":1,"unit":""}]}""", "bidForm.lineItems[0].unit" },
        { "bidForm", """{"lineItems":[{"description":" ","quantity":1,"unit":"m"}]}""", "bidForm.lineItems[0].description" },
        { "bidForm", """{"lineItems":[{"description":"a","quantity":1,"unit":"m","kind":"extra"}]}""", "bidForm.lineItems[0].kind" },
        { "bidForm", """{"lineItems":[{"id":"0f8fad5b-d9cb-469f-a165-70867728950e","description":"a","quantity":1,"unit":"m"}],"questions":[{"id":"0f8fad5b-d9cb-469f-a165-70867728950e","text":"q"}]}""", "bidForm.questions[0].id" },
        { "bidForm", """{"lineItems":[{"description":"a","quantity":1,"unit":"m"}],"alternates":[{"description":""}]}""", "bidForm.alternates[0].description" },
    };

    [Theory, MemberData(nameof(BadPackages))]
    public async Task A_package_that_can_not_be_is_refused_by_field_and_not_written(string member, string json, string field)
    {
        var contractor = await services.ContractorAsync();
        var project = (await contractor.PostAsync("/projects", Bodies.Project())).Ok();
        var body = JsonSerializer.Serialize(Bodies.Package().With(member, JsonSerializer.Deserialize<JsonElement>(json)));
        var refused = (await contractor.SendAsync(HttpMethod.Post, $"/projects/{project.Id}/packages", body)).Refused(HttpStatusCode.BadRequest, "request.invalid");
        Assert.Contains(field, refused.WrongFields);
        Assert.Empty((await contractor.GetAsync($"/projects/{project.Id}"))["packages"].EnumerateArray());
    }

    [Fact]
    public async Task Two_hundred_lines_are_taken_and_one_more_is_refused()
    {
        var contractor = await services.ContractorAsync();
        var project = (await contractor.PostAsync("/projects", Bodies.Project())).Ok();
        object Lines(int count) => new { lineItems = Enumerable.Range(0, count).Select(n => new { description = $"Line {n}", quantity = n + 0.25m, unit = "m" }) };
        var taken = (await contractor.PostAsync($"/projects/{project.Id}/packages", Bodies.Package().With("bidForm", Lines(200)))).Ok();
        Assert.Equal(200, taken["bidForm"].GetProperty("lineItems").GetArrayLength());
        var refused = (await contractor.PostAsync($"/projects/{project.Id}/packages", Bodies.Package().With("bidForm", Lines(201)))).Refused(HttpStatusCode.BadRequest, "request.invalid");
        Assert.Equal(["bidForm.lineItems"], refused.WrongFields);
    }

    [Fact]
    public async Task Markup_is_text_like_any_other()
    {
        var contractor = await services.ContractorAsync();
        var project = (await contractor.PostAsync("/projects", Bodies.Project("<b>Town</b> & <script>alert(1)</script>"))).Ok();
        Assert.Equal("<b>Town</b> & <script>alert(1)</script>", (await contractor.GetAsync($"/projects/{project.Id}"))["name"].GetString());
    }
}
