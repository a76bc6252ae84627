using BidForge.Contracts.Bids;
using BidForge.Projects.Tests.Support;

namespace BidForge.Projects.Tests;

/// <summary>What time and the bid service do to a project.</summary>
public sealed class LifeTests(Services services)
{
    [Fact]
    public async Task A_project_is_awarded_with_its_last_package_and_open_again_with_a_new_one()
    {
        var contractor = await services.ContractorAsync();
        var draft = await contractor.DraftAsync();
        var second = (await contractor.PostAsync($"/projects/{draft.ProjectId}/packages", Bodies.Package("Concrete", "concrete"))).Ok();
        (await contractor.PostAsync($"/projects/{draft.ProjectId}/publish")).Ok();

        await services.Events.PublishAsync(Award(contractor, draft.ProjectId, draft.PackageId));
        await Eventually.TrueAsync(() => AwardedAsync(1), "the first award was noted", TestContext.Current.CancellationToken);
        Assert.Equal("published", await StatusAsync());
        Assert.Equal("published", (await contractor.GetAsync("/projects")).Data[0].GetProperty("status").GetString());

        await services.Events.PublishAsync(Award(contractor, draft.ProjectId, second.Id));
        await Eventually.TrueAsync(async () => await StatusAsync() is "awarded", "the project was awarded", TestContext.Current.CancellationToken);
        await Posting.BeforeListsExpireAsync(
            async () => (await contractor.GetAsync("/projects")).Data[0].GetProperty("status").GetString() is "awarded", "the list showed it");

        var third = (await contractor.PostAsync($"/projects/{draft.ProjectId}/packages", Bodies.Package("Paint", "painting"))).Ok();
        (await contractor.PostAsync($"/packages/{third.Id}/publish")).Ok();
        Assert.Equal("published", await StatusAsync());

        await services.Events.PublishAsync(Award(contractor, draft.ProjectId, third.Id));
        await Eventually.TrueAsync(async () => await StatusAsync() is "awarded", "the project was awarded again", TestContext.Current.CancellationToken);
        var undone = await AwardedAtAsync(third.Id);
        await services.Events.PublishAsync(Undone(contractor, draft.ProjectId, third.Id, undone));
        await Eventually.TrueAsync(async () => await StatusAsync() is "published", "the award was taken back", TestContext.Current.CancellationToken);
        await services.Events.PublishAsync(Award(contractor, draft.ProjectId, third.Id));
        await Eventually.TrueAsync(async () => await StatusAsync() is "awarded", "another bid was chosen", TestContext.Current.CancellationToken);

        async Task<DateTimeOffset> AwardedAtAsync(Guid package)
        {
            await using var command = services.Database.CreateCommand("select awarded_at from packages where id = $1");
            command.Parameters.Add(new() { Value = package });
            return new((DateTime)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!);
        }

        async Task<string?> StatusAsync() => (await contractor.GetAsync($"/projects/{draft.ProjectId}"))["status"].GetString();

        async Task<bool> AwardedAsync(long count)
        {
            await using var command = services.Database.CreateCommand("select count(*) from packages where project_id = $1 and awarded_at is not null");
            command.Parameters.Add(new() { Value = draft.ProjectId });
            return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken) is long found && found == count;
        }
    }

    [Fact]
    public async Task An_award_in_the_name_of_another_company_does_nothing()
    {
        var (contractor, other) = (await services.ContractorAsync(), await services.ContractorAsync());
        var (posted, marker) = (await contractor.PublishedAsync(), await other.PublishedAsync());
        await services.Events.PublishAsync(Award(other, posted.ProjectId, posted.PackageId));
        await services.Events.PublishAsync(Award(other, marker.ProjectId, marker.PackageId));
        await Eventually.TrueAsync(async () => (await other.GetAsync($"/projects/{marker.ProjectId}"))["status"].GetString() is "awarded", "the other award was handled", TestContext.Current.CancellationToken);
        Assert.Equal("published", (await contractor.GetAsync($"/projects/{posted.ProjectId}"))["status"].GetString());
    }

    [Fact]
    public async Task Opened_bids_are_noted()
    {
        var contractor = await services.ContractorAsync();
        var posted = await contractor.PublishedAsync();
        var openedAt = TimeProvider.System.GetUtcNow();
        await services.Events.PublishAsync(new BidsOpened(
            posted.PackageId, posted.ProjectId, contractor.CompanyId, contractor.CompanyName, "Town hall", "Roofing", "roofing", "USD", openedAt, openedAt, []));
        await Eventually.TrueAsync(
            async () =>
            {
                await using var command = services.Database.CreateCommand("select opened_at from packages where id = $1");
                command.Parameters.Add(new() { Value = posted.PackageId });
                return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken) is DateTime;
            },
            "the opening was noted", TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_project_closes_when_its_last_due_time_passes_and_moves_on_to_its_next_before()
    {
        var contractor = await services.ContractorAsync();
        var subcontractor = await services.SubcontractorAsync();
        var word = $"w{Guid.NewGuid():N}";
        var draft = await contractor.DraftAsync(name: word);
        var second = (await contractor.PostAsync($"/projects/{draft.ProjectId}/packages", Bodies.Package("Concrete", "concrete", Bodies.InAWeek.AddDays(1)))).Ok();
        (await contractor.PostAsync($"/projects/{draft.ProjectId}/publish")).Ok();
        Assert.Equal(Bodies.InAWeek, (await subcontractor.GetAsync($"/projects?query={word}")).Data[0].GetProperty("nextDueAt").GetDateTimeOffset());

        await PassAsync(draft.PackageId);
        await Eventually.TrueAsync(
            async () => (await subcontractor.GetAsync($"/projects?query={word}")).Data[0].TryGetProperty("nextDueAt", out var next) && next.GetDateTimeOffset() == Bodies.InAWeek.AddDays(1),
            "the next due time showed", TestContext.Current.CancellationToken);

        await PassAsync(second.Id);
        await Eventually.TrueAsync(async () => (await subcontractor.GetAsync($"/projects?query={word}")).Data.Count is 0, "it left the open list", TestContext.Current.CancellationToken);
        Assert.Equal("closed", (await contractor.GetAsync($"/projects/{draft.ProjectId}"))["status"].GetString());
        Assert.Equal([draft.ProjectId], (await subcontractor.GetAsync($"/projects?query={word}&status=closed")).Data.Select(p => p.GetProperty("id").GetGuid()));
        Assert.Equal("closed", (await contractor.GetAsync("/projects?status=closed")).Data[0].GetProperty("status").GetString());

        // As time would do it: nobody writes to the package, its due time lies in the past all the same.
        Task PassAsync(Guid package) => services.ExecuteAsync(
            """
            with due as (update packages set due_at = clock_timestamp() + interval '300 milliseconds' where id = $1 returning due_at)
            select from due
            """, package);
    }

    private static AwardUndone Undone(Person contractor, Guid project, Guid package, DateTimeOffset awardedAt) => new(
        package, project, contractor.CompanyId, Guid.NewGuid(), Guid.NewGuid(), "Winner", contractor.CompanyName, "Town hall", "Roofing", "Grace Lee", "No licence.",
        awardedAt, TimeProvider.System.GetUtcNow(), []);

    private static PackageAwarded Award(Person contractor, Guid project, Guid package) => new(
        package, project, contractor.CompanyId, Guid.NewGuid(), Guid.NewGuid(), "Winner", contractor.CompanyName, "Town hall", "Roofing", "roofing", 1000m, "USD", null, TimeProvider.System.GetUtcNow());
}
