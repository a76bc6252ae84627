using System.Net;
using BidForge.Projects.Tests.Support;

namespace BidForge.Projects.Tests;

public sealed class InvitationTests(Services services)
{
    [Fact]
    public async Task Companies_are_invited_in_bulk_and_those_skipped_are_named_with_the_reason()
    {
        var contractor = await services.ContractorAsync();
        var (first, second) = (await services.KnownSubcontractorAsync(), await services.KnownSubcontractorAsync());
        var posted = await contractor.PublishedAsync("invited");
        await contractor.InviteAsync(posted.PackageId, first);
        var stranger = Guid.NewGuid();

        var answer = (await contractor.PostAsync(
            $"/packages/{posted.PackageId}/invitations",
            new { companyIds = new[] { first.CompanyId, second.CompanyId, second.CompanyId, stranger, contractor.CompanyId } })).Ok();

        var invited = Assert.Single(answer.Data);
        Assert.Equal((second.CompanyId, "invited", second.CompanyName), (invited.GetProperty("companyId").GetGuid(), invited.GetProperty("status").GetString(), invited.GetProperty("companyName").GetString()));
        Assert.Equal(
            [(first.CompanyId, "alreadyInvited"), (stranger, "unknownCompany"), (contractor.CompanyId, "notSubcontractor")],
            answer["skipped"].EnumerateArray().Select(s => (s.GetProperty("companyId").GetGuid(), s.GetProperty("reason").GetString()!)));
        Assert.Equal(2, (await contractor.GetAsync($"/packages/{posted.PackageId}/invitations")).Data.Count);
        var told = Assert.Single(await services.Events.HearAsync("CompanyInvited", "companyId", second.CompanyId));
        Assert.Equal((posted.PackageId, "roofing", Bodies.InAWeek), (told.GetProperty("packageId").GetGuid(), told.GetProperty("trade").GetString(), told.GetProperty("dueAt").GetDateTimeOffset()));
    }

    [Fact]
    public async Task An_invited_company_sees_the_package_it_is_invited_to_and_no_other_of_the_project()
    {
        var contractor = await services.ContractorAsync();
        var (invited, other) = (await services.KnownSubcontractorAsync(), await services.SubcontractorAsync());
        var draft = await contractor.DraftAsync("invited");
        var second = (await contractor.PostAsync($"/projects/{draft.ProjectId}/packages", Bodies.Package("Concrete", "concrete"))).Ok();
        (await contractor.PostAsync($"/projects/{draft.ProjectId}/publish")).Ok();
        (await invited.GetAsync($"/projects/{draft.ProjectId}")).Refused(HttpStatusCode.NotFound, "project.not-found");

        await contractor.InviteAsync(draft.PackageId, invited);

        var project = (await invited.GetAsync($"/projects/{draft.ProjectId}")).Ok();
        var summary = Assert.Single(project["packages"].EnumerateArray());
        Assert.Equal((draft.PackageId, "invited"), (summary.GetProperty("id").GetGuid(), summary.GetProperty("mine").GetString()));
        Assert.Equal("invited", (await invited.GetAsync($"/packages/{draft.PackageId}")).Ok()["mine"].GetProperty("status").GetString());
        (await invited.GetAsync($"/packages/{second.Id}")).Refused(HttpStatusCode.NotFound, "package.not-found");
        (await other.GetAsync($"/projects/{draft.ProjectId}")).Refused(HttpStatusCode.NotFound, "project.not-found");
        (await other.GetAsync($"/packages/{draft.PackageId}/invitations")).Refused(HttpStatusCode.NotFound, "package.not-found");
    }

    [Fact]
    public async Task A_company_looks_answers_and_changes_its_mind_and_a_later_look_takes_nothing_back()
    {
        var contractor = await services.ContractorAsync();
        var invited = await services.KnownSubcontractorAsync();
        var posted = await contractor.PublishedAsync();
        await contractor.InviteAsync(posted.PackageId, invited);
        var path = $"/packages/{posted.PackageId}/invitations";

        Assert.Equal(HttpStatusCode.NoContent, (await invited.PostAsync($"{path}/mine/viewed")).Status);
        Assert.Equal("viewed", await StatusAsync());
        Assert.Equal("willBid", (await invited.PutAsync($"{path}/mine", new { answer = "willBid" })).Ok()["status"].GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await invited.PostAsync($"{path}/mine/viewed")).Status);
        Assert.Equal("willBid", await StatusAsync());
        var declined = (await invited.PutAsync($"{path}/mine", new { answer = "declined", reason = "Crew is booked" })).Ok();
        Assert.Equal(("declined", "Crew is booked"), (declined["status"].GetString(), declined["reason"].GetString()));
        (await invited.PutAsync($"{path}/mine", new { answer = "declined", reason = "Crew is booked" })).Ok();

        var told = await services.Events.HearAsync("InvitationAnswered", "companyId", invited.CompanyId, 3);
        Assert.Equal(["declined", "viewed", "willBid"], told.Select(e => e.GetProperty("answer").GetString()!).Order());

        async Task<string?> StatusAsync() => Assert.Single((await contractor.GetAsync(path)).Data).GetProperty("status").GetString();
    }

    [Fact]
    public async Task Looks_and_answers_that_come_together_end_with_the_answer()
    {
        var contractor = await services.ContractorAsync();
        var invited = await services.KnownSubcontractorAsync();
        var posted = await contractor.PublishedAsync();
        await contractor.InviteAsync(posted.PackageId, invited);
        var path = $"/packages/{posted.PackageId}/invitations/mine";
        var looks = Enumerable.Range(0, 6).Select(_ => invited.PostAsync($"{path}/viewed"));
        var answers = await Task.WhenAll(looks.Append(invited.PutAsync(path, new { answer = "willBid" })));
        Assert.All(answers, answer => answer.Ok());
        Assert.Equal("willBid", (await invited.GetAsync($"/packages/{posted.PackageId}"))["mine"].GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_company_lists_its_own_invitations_by_status_newest_first()
    {
        var contractor = await services.ContractorAsync();
        var invited = await services.KnownSubcontractorAsync();
        var posted = new List<Posted>();
        foreach (var name in new[] { "One", "Two", "Three" })
        {
            posted.Add(await contractor.PublishedAsync("invited", name));
            await contractor.InviteAsync(posted[^1].PackageId, invited);
        }
        (await invited.PutAsync($"/packages/{posted[1].PackageId}/invitations/mine", new { answer = "willBid" })).Ok();

        Assert.Equal(["Three", "Two", "One"], (await invited.GetAsync("/invitations")).Ok().Data.Select(Name));
        Assert.Equal(["Two"], (await invited.GetAsync("/invitations?status=willBid")).Ok().Data.Select(Name));
        var page = (await invited.GetAsync("/invitations?limit=2")).Ok();
        Assert.Equal(["One"], (await invited.GetAsync($"/invitations?limit=2&cursor={page.NextCursor}")).Ok().Data.Select(Name));

        static string? Name(System.Text.Json.JsonElement invitation) => invitation.GetProperty("projectName").GetString();
    }

    [Fact]
    public async Task Nobody_is_invited_to_a_draft_or_after_the_due_time()
    {
        var contractor = await services.ContractorAsync();
        var company = await services.KnownSubcontractorAsync();
        var body = new { companyIds = new[] { company.CompanyId } };
        var draft = await contractor.DraftAsync();
        (await contractor.PostAsync($"/packages/{draft.PackageId}/invitations", body)).Refused(HttpStatusCode.Conflict, "package.not-published");
        (await contractor.PostAsync($"/projects/{draft.ProjectId}/publish")).Ok();
        await contractor.InviteAsync(draft.PackageId, company);
        await services.LetDueTimePassAsync(draft.PackageId);
        (await contractor.PostAsync($"/packages/{draft.PackageId}/invitations", body)).Refused(HttpStatusCode.Conflict, "package.past-due");
        (await company.PutAsync($"/packages/{draft.PackageId}/invitations/mine", new { answer = "willBid" })).Refused(HttpStatusCode.Conflict, "package.past-due");
        Assert.Equal(HttpStatusCode.NoContent, (await company.PostAsync($"/packages/{draft.PackageId}/invitations/mine/viewed")).Status);
    }

    [Fact]
    public async Task Who_was_not_invited_has_no_invitation_to_answer()
    {
        var contractor = await services.ContractorAsync();
        var other = await services.SubcontractorAsync();
        var posted = await contractor.PublishedAsync();
        (await other.PostAsync($"/packages/{posted.PackageId}/invitations/mine/viewed")).Refused(HttpStatusCode.NotFound, "invitation.not-found");
        (await other.PutAsync($"/packages/{posted.PackageId}/invitations/mine", new { answer = "willBid" })).Refused(HttpStatusCode.NotFound, "invitation.not-found");
        Assert.Empty((await other.GetAsync($"/packages/{posted.PackageId}/invitations")).Ok().Data);
    }

    [Theory]
    [InlineData("""{"companyIds":[]}""", "companyIds")]
    [InlineData("""{"companyIds":["x"]}""", "companyIds[0]")]
    [InlineData("""{"companyIds":null}""", "companyIds")]
    public async Task An_invitation_of_nobody_is_refused(string body, string field)
    {
        var contractor = await services.ContractorAsync();
        var posted = await contractor.PublishedAsync();
        var refused = (await contractor.SendAsync(HttpMethod.Post, $"/packages/{posted.PackageId}/invitations", body)).Refused(HttpStatusCode.BadRequest, "request.invalid");
        Assert.Contains(field, refused.WrongFields);
    }

    [Theory]
    [InlineData("""{"answer":"viewed"}""", "answer")]
    [InlineData("""{"answer":"maybe"}""", "answer")]
    public async Task Only_will_bid_and_declined_are_answers(string body, string field)
    {
        var company = await services.SubcontractorAsync();
        var refused = (await company.SendAsync(HttpMethod.Put, $"/packages/{Guid.NewGuid()}/invitations/mine", body)).Refused(HttpStatusCode.BadRequest, "request.invalid");
        Assert.Contains(field, refused.WrongFields);
    }

    [Fact]
    public async Task A_company_that_changes_its_name_shows_under_the_new_one()
    {
        var contractor = await services.ContractorAsync();
        var posted = await contractor.PublishedAsync();
        var renamed = $"Renamed {Guid.NewGuid():N}";
        await services.Events.PublishAsync(new Contracts.Auth.CompanyProfileChanged(
            contractor.CompanyId, renamed, Contracts.CompanyKind.Contractor, ["roofing"], new(null, "Chicago", "IL", null, "US", 41.88, -87.63), 100, "America/Chicago", 7, TimeProvider.System.GetUtcNow()));
        await Eventually.TrueAsync(async () => (await contractor.GetAsync($"/projects/{posted.ProjectId}"))["companyName"].GetString() == renamed, "the new name showed", TestContext.Current.CancellationToken);
        await services.Events.PublishAsync(new Contracts.Auth.CompanyProfileChanged(
            contractor.CompanyId, "Older", Contracts.CompanyKind.Contractor, ["roofing"], new(null, "Chicago", "IL", null, "US", 41.88, -87.63), 100, "America/Chicago", 6, TimeProvider.System.GetUtcNow()));
        await services.KnownSubcontractorAsync();
        Assert.Equal(renamed, (await contractor.GetAsync($"/projects/{posted.ProjectId}"))["companyName"].GetString());
    }
}
