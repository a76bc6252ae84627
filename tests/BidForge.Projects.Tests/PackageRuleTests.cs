using System.Net;
using System.Text.Json;
using BidForge.Projects.Tests.Support;

namespace BidForge.Projects.Tests;

/// <summary>Whether bids are sealed, how many people open them, and how near the deadline terms may change.</summary>
public sealed class PackageRuleTests(Services services)
{
    [Fact]
    public async Task Unless_said_otherwise_bids_are_sealed_one_person_opens_them_and_the_last_hour_is_guarded()
    {
        var contractor = await services.ContractorAsync();
        var draft = await contractor.DraftAsync();
        Assert.Equal((true, 1, 60), Rules((await contractor.GetAsync($"/packages/{draft.PackageId}")).Body));
        var told = Assert.Single(await services.Events.HearAsync("PackageTermsChanged", "packageId", draft.PackageId));
        Assert.Equal((true, 1), (told.GetProperty("sealed").GetBoolean(), told.GetProperty("openers").GetInt32()));
    }

    [Fact]
    public async Task They_are_chosen_while_the_package_is_a_draft_and_told_to_everybody_and_to_the_history()
    {
        var contractor = await services.ContractorAsync();
        var bidder = await services.SubcontractorAsync();
        var draft = await contractor.DraftAsync();
        var chosen = Bodies.Package().With("sealed", false).With("openers", 2).With("deadlineGuardMinutes", 0);
        Assert.Equal((false, 2, 0), Rules((await contractor.PutAsync($"/packages/{draft.PackageId}", chosen, 1)).Ok().Body));
        (await contractor.PostAsync($"/projects/{draft.ProjectId}/publish")).Ok();

        Assert.Equal((false, 2, 0), Rules((await bidder.GetAsync($"/packages/{draft.PackageId}")).Ok().Body));
        var told = (await services.Events.HearAsync("PackageTermsChanged", "packageId", draft.PackageId, 3))[^1];
        Assert.Equal((false, 2), (told.GetProperty("sealed").GetBoolean(), told.GetProperty("openers").GetInt32()));
        var history = (await contractor.GetAsync($"/projects/{draft.ProjectId}/history")).Ok().Data;
        var changes = history.Single(entry => entry.GetProperty("action").GetString() is "packageChanged").GetProperty("changes").EnumerateArray();
        Assert.Equal(["deadlineGuardMinutes", "openers", "sealed"], changes.Select(change => change.GetProperty("field").GetString()!).Intersect(["deadlineGuardMinutes", "openers", "sealed"]).Order());
    }

    [Fact]
    public async Task Once_published_they_stay()
    {
        var contractor = await services.ContractorAsync();
        var posted = await contractor.PublishedAsync();
        var before = await contractor.GetAsync($"/packages/{posted.PackageId}");
        (await contractor.PutAsync($"/packages/{posted.PackageId}", Bodies.Package().With("sealed", false), before.Version))
            .Refused(HttpStatusCode.Conflict, "package.published");
        var refused = (await contractor.PostAsync($"/packages/{posted.PackageId}/addenda", new { title = "Open", text = "Let us see.", @sealed = false }))
            .Refused(HttpStatusCode.BadRequest, "request.invalid");
        Assert.Contains("sealed", refused.WrongFields);
        Assert.Equal((true, 1, 60), Rules((await contractor.GetAsync($"/packages/{posted.PackageId}")).Body));
    }

    private static (bool Sealed, int Openers, int GuardMinutes) Rules(JsonElement package) => (
        package.GetProperty("sealed").GetBoolean(), package.GetProperty("openers").GetInt32(), package.GetProperty("deadlineGuardMinutes").GetInt32());
}
