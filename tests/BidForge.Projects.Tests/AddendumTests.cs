using System.Net;
using System.Text.Json;
using BidForge.Projects.Tests.Support;

namespace BidForge.Projects.Tests;

public sealed class AddendumTests(Services services)
{
    [Fact]
    public async Task A_new_bid_form_makes_a_scope_version_and_names_what_changed()
    {
        var contractor = await services.ContractorAsync();
        var subcontractor = await services.SubcontractorAsync();
        var posted = await contractor.PublishedAsync();
        var form = (await contractor.GetAsync($"/packages/{posted.PackageId}"))["bidForm"];
        var line = form.GetProperty("lineItems")[0].GetProperty("id").GetGuid();
        var dueAt = Bodies.InAWeek.AddDays(3);

        var issued = (await contractor.PostAsync($"/packages/{posted.PackageId}/addenda", new
        {
            title = "More membrane",
            text = "The north wing is added.",
            dueAt,
            bidForm = new
            {
                lineItems = new object[] { new { id = line, description = "Membrane", quantity = 12m, unit = "m2", kind = "base" } },
                alternates = form.GetProperty("alternates"),
                questions = form.GetProperty("questions"),
            },
        })).Ok();

        Assert.Equal(HttpStatusCode.Created, issued.Status);
        Assert.Equal((1, 2), (issued["number"].GetInt32(), issued["scopeVersion"].GetInt32()));
        Assert.Equal((Bodies.InAWeek, dueAt), (issued["previousDueAt"].GetDateTimeOffset(), issued["dueAt"].GetDateTimeOffset()));
        Assert.Equal(
            [("lineChanged", "\"Membrane\": quantity 10 -> 12 m2"), ("lineRemoved", "Removed \"Extra flashing\", 1 m"), ("dueAtChanged", $"Due time from {Bodies.InAWeek:yyyy-MM-dd HH:mm:ss} UTC to {dueAt:yyyy-MM-dd HH:mm:ss} UTC")],
            issued["changes"].EnumerateArray().Select(c => (c.GetProperty("kind").GetString()!, c.GetProperty("description").GetString()!)));
        Assert.Equal(line, issued["changes"][0].GetProperty("itemId").GetGuid());

        var package = await subcontractor.GetAsync($"/packages/{posted.PackageId}");
        Assert.Equal((2, dueAt), (package["scopeVersion"].GetInt32(), package["dueAt"].GetDateTimeOffset()));
        Assert.Equal(line, Assert.Single(package["bidForm"].GetProperty("lineItems").EnumerateArray()).GetProperty("id").GetGuid());
        var listed = Assert.Single((await subcontractor.GetAsync($"/packages/{posted.PackageId}/addenda")).Ok().Data);
        Assert.Equal("More membrane", listed.GetProperty("title").GetString());

        var told = Assert.Single(await services.Events.HearAsync("AddendumIssued", "packageId", posted.PackageId));
        Assert.Equal((1, 2), (told.GetProperty("number").GetInt32(), told.GetProperty("scopeVersion").GetInt32()));
        Assert.Equal(3, told.GetProperty("changes").GetArrayLength());
        var terms = await services.Events.HearAsync("PackageTermsChanged", "packageId", posted.PackageId, 3);
        Assert.Equal((3, 2, dueAt), (terms[2].GetProperty("version").GetInt32(), terms[2].GetProperty("scopeVersion").GetInt32(), terms[2].GetProperty("dueAt").GetDateTimeOffset()));
    }

    [Fact]
    public async Task Text_alone_leaves_the_scope_version_as_it_is()
    {
        var contractor = await services.ContractorAsync();
        var posted = await contractor.PublishedAsync();
        var issued = (await contractor.PostAsync($"/packages/{posted.PackageId}/addenda", new { title = "Parking", text = "Park behind the building." })).Ok();
        Assert.Equal(1, issued["scopeVersion"].GetInt32());
        Assert.Empty(issued["changes"].EnumerateArray());
        Assert.Equal(2, (await contractor.PostAsync($"/packages/{posted.PackageId}/addenda", new { title = "Again", text = "Really." })).Ok()["number"].GetInt32());
    }

    [Fact]
    public async Task After_the_due_time_nothing_changes_any_more()
    {
        var contractor = await services.ContractorAsync();
        var posted = await contractor.PublishedAsync();
        await services.LetDueTimePassAsync(posted.PackageId);
        (await contractor.PostAsync($"/packages/{posted.PackageId}/addenda", new { title = "Too late", text = "x", dueAt = Bodies.InAWeek }))
            .Refused(HttpStatusCode.Conflict, "package.past-due");
        Assert.Empty((await contractor.GetAsync($"/packages/{posted.PackageId}/addenda")).Data);
    }

    [Fact]
    public async Task A_draft_is_edited_and_not_amended()
    {
        var contractor = await services.ContractorAsync();
        var draft = await contractor.DraftAsync();
        (await contractor.PostAsync($"/packages/{draft.PackageId}/addenda", new { title = "A", text = "B" })).Refused(HttpStatusCode.Conflict, "package.not-published");
    }

    [Theory]
    [InlineData("""{"title":"","text":"b"}""", "title")]
    [InlineData("""{"title":"a","text":""}""", "text")]
    [InlineData("""{"title":"a","text":"b","dueAt":"2001-01-01T00:00:00Z"}""", "dueAt")]
    [InlineData("""{"title":"a","text":"b","bidForm":{"lineItems":[]}}""", "bidForm.lineItems")]
    [InlineData("""{"title":"a","text":"b","bidForm":{"lineItems":[{"description":"a","quantity":-1,"unit":"m"}]}}""", "bidForm.lineItems[0].quantity")]
    public async Task An_addendum_that_can_not_be_is_refused_by_field(string body, string field)
    {
        var contractor = await services.ContractorAsync();
        var posted = await contractor.PublishedAsync();
        var refused = (await contractor.SendAsync(HttpMethod.Post, $"/packages/{posted.PackageId}/addenda", body)).Refused(HttpStatusCode.BadRequest, "request.invalid");
        Assert.Contains(field, refused.WrongFields);
    }

    [Fact]
    public async Task Addenda_issued_at_the_same_time_are_numbered_one_by_one()
    {
        var contractor = await services.ContractorAsync();
        var posted = await contractor.PublishedAsync();
        var issued = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => contractor.PostAsync($"/packages/{posted.PackageId}/addenda", new { title = $"A{n}", text = "B" })));
        Assert.Equal([1, 2, 3, 4, 5, 6], issued.Select(answer => answer.Ok()["number"].GetInt32()).Order());
    }

    [Fact]
    public async Task An_addendum_based_on_an_older_version_is_refused_where_the_client_says_so()
    {
        var contractor = await services.ContractorAsync();
        var posted = await contractor.PublishedAsync();
        var version = (await contractor.GetAsync($"/packages/{posted.PackageId}")).ETag;
        (await contractor.PostAsync($"/packages/{posted.PackageId}/addenda", new { title = "A", text = "B" }, ifMatch: version)).Ok();
        (await contractor.PostAsync($"/packages/{posted.PackageId}/addenda", new { title = "C", text = "D" }, ifMatch: version)).Refused(HttpStatusCode.PreconditionFailed, "precondition.stale");
    }
}
