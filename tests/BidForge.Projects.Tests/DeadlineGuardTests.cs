using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using BidForge.Projects.Tests.Support;

namespace BidForge.Projects.Tests;

/// <summary>Terms travel by events, so what changes them leaves bidders time to hear of it; the database's clock decides, behind the lock.</summary>
public sealed class DeadlineGuardTests(Services services)
{
    [Fact]
    public async Task Near_the_deadline_a_change_of_scope_or_a_small_extension_is_refused_with_the_least_due_time_which_is_then_taken()
    {
        var contractor = await services.ContractorAsync();
        var posted = await contractor.PublishedAsync();
        var path = $"/packages/{posted.PackageId}/addenda";
        await services.ExecuteAsync("update packages set due_at = clock_timestamp() + interval '59 minutes' where id = $1", posted.PackageId);

        var scope = (await contractor.PostAsync(path, Change(null))).Refused(HttpStatusCode.Conflict, "package.deadline-near");
        Assert.Equal(60, scope["deadlineGuardMinutes"].GetInt32());
        var (receivedAt, dueAt, least) = (scope["receivedAt"].GetDateTimeOffset(), scope["dueAt"].GetDateTimeOffset(), scope["leastDueAt"].GetDateTimeOffset());
        Assert.InRange(dueAt - receivedAt, TimeSpan.FromMinutes(50), TimeSpan.FromMinutes(59));
        Assert.InRange(least - receivedAt, TimeSpan.FromMinutes(61), TimeSpan.FromMinutes(62));
        (await contractor.PostAsync(path, new { title = "Sooner", text = "x", dueAt = receivedAt.AddMinutes(30) })).Refused(HttpStatusCode.Conflict, "package.deadline-near");
        (await contractor.PostAsync(path, new { title = "A little later", text = "x", dueAt = dueAt.AddSeconds(30) })).Refused(HttpStatusCode.Conflict, "package.deadline-near");
        (await contractor.PostAsync(path, new { title = "Parking", text = "Park behind the building." })).Ok();
        Assert.Equal(least, (await contractor.PostAsync(path, Change(least))).Ok()["dueAt"].GetDateTimeOffset());
    }

    [Fact]
    public async Task A_deadline_is_brought_forward_only_as_far_as_the_guard_allows()
    {
        var contractor = await services.ContractorAsync();
        var posted = await contractor.PublishedAsync();
        var path = $"/packages/{posted.PackageId}/addenda";
        var now = TimeProvider.System.GetUtcNow();
        (await contractor.PostAsync(path, new { title = "Hurry", text = "x", dueAt = now.AddMinutes(59) })).Refused(HttpStatusCode.Conflict, "package.deadline-near");
        (await contractor.PostAsync(path, new { title = "Sooner", text = "x", dueAt = now.AddMinutes(90) })).Ok();
    }

    [Fact]
    public async Task An_addendum_that_waits_past_the_deadline_for_another_write_is_late_however_early_it_was_sent()
    {
        var contractor = await services.ContractorAsync();
        var draft = await contractor.DraftAsync();
        (await contractor.PutAsync($"/packages/{draft.PackageId}", Bodies.Package().With("deadlineGuardMinutes", 0), 1)).Ok();
        (await contractor.PostAsync($"/projects/{draft.ProjectId}/publish")).Ok();
        await using var connection = await services.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var other = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var hold = connection.CreateCommand();
        hold.CommandText = "select from projects where id = $1 for no key update";
        hold.Parameters.Add(new() { Value = draft.ProjectId });
        await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        var sent = contractor.PostAsync($"/packages/{draft.PackageId}/addenda", new { title = "More time", text = "x", dueAt = Bodies.InAWeek.AddDays(1) });
        await Eventually.TrueAsync(() => IsWaitedForAsync(connection.ProcessID), "the addendum waited for the project", TestContext.Current.CancellationToken);
        hold.CommandText = "update packages set due_at = clock_timestamp() where project_id = $1";
        await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await other.CommitAsync(TestContext.Current.CancellationToken);

        var late = (await sent).Refused(HttpStatusCode.Conflict, "package.past-due");
        Assert.True(late["receivedAt"].GetDateTimeOffset() >= late["dueAt"].GetDateTimeOffset(), late.Body.ToString());
    }

    [Fact]
    public async Task Of_addenda_that_race_each_other_each_is_judged_by_the_terms_that_the_one_before_it_left()
    {
        var contractor = await services.ContractorAsync();
        var posted = await contractor.PublishedAsync();
        var path = $"/packages/{posted.PackageId}/addenda";
        await services.ExecuteAsync("update packages set due_at = clock_timestamp() + interval '61 minutes' where id = $1", posted.PackageId);
        var now = TimeProvider.System.GetUtcNow();
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(n =>
            contractor.PostAsync(path, new { title = $"A{n}", text = "x", dueAt = now.AddMinutes(n % 2 is 0 ? 30 + n : 62 + n) })));

        Assert.Equal(8, answers.Count(answer => answer.Status is HttpStatusCode.Created));
        Assert.All(answers.Where(answer => answer.Status is not HttpStatusCode.Created), answer => answer.Refused(HttpStatusCode.Conflict, "package.deadline-near"));
        var issued = (await contractor.GetAsync(path)).Ok().Data;
        Assert.Equal(issued.SkipLast(1).Select(a => a.GetProperty("dueAt").GetDateTimeOffset()), issued.Skip(1).Select(a => a.GetProperty("previousDueAt").GetDateTimeOffset()));
        Assert.All(issued, a => Assert.True(a.GetProperty("dueAt").GetDateTimeOffset() >= a.GetProperty("issuedAt").GetDateTimeOffset().AddMinutes(60), a.ToString()));
    }

    [Fact]
    public async Task Whether_a_deadline_is_over_is_answered_once_the_addendum_under_way_is_decided()
    {
        var contractor = await services.ContractorAsync();
        var posted = await contractor.PublishedAsync();
        var before = await DeadlineAsync(posted.PackageId);
        Assert.False(before.GetProperty("isOver").GetBoolean());
        await using var connection = await services.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var other = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var hold = connection.CreateCommand();
        hold.CommandText = "select from projects where id = $1 for no key update";
        hold.Parameters.Add(new() { Value = posted.ProjectId });
        await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        var asking = DeadlineAsync(posted.PackageId);
        await Eventually.TrueAsync(() => IsWaitedForAsync(connection.ProcessID), "the question waits for the project", TestContext.Current.CancellationToken);
        hold.CommandText = "update packages set due_at = clock_timestamp(), version = version + 1 where project_id = $1";
        await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await other.CommitAsync(TestContext.Current.CancellationToken);

        var after = await asking;
        Assert.True(after.GetProperty("isOver").GetBoolean());
        Assert.Equal(before.GetProperty("version").GetInt32() + 1, after.GetProperty("version").GetInt32());
        (await contractor.PostAsync($"/packages/{posted.PackageId}/addenda", new { title = "More time", text = "x", dueAt = Bodies.InAWeek }))
            .Refused(HttpStatusCode.Conflict, "package.past-due");
    }

    [Fact]
    public async Task A_published_project_that_everybody_sees_is_not_closed_to_those_who_may_be_bidding()
    {
        var contractor = await services.ContractorAsync();
        var posted = await contractor.PublishedAsync();
        var version = (await contractor.GetAsync($"/projects/{posted.ProjectId}")).Ok()["version"].GetInt32();
        (await contractor.PutAsync($"/projects/{posted.ProjectId}", Bodies.Project().With("visibility", "invited"), version)).Refused(HttpStatusCode.Conflict, "project.is-public");
    }

    private Task<JsonElement> DeadlineAsync(Guid package) =>
        services.Project.GetFromJsonAsync<JsonElement>($"/internal/packages/{package}/deadline", TestContext.Current.CancellationToken);

    private static object Change(DateTimeOffset? dueAt) => new
    {
        title = "More membrane", text = "The north wing is added.", dueAt,
        bidForm = new { lineItems = new[] { new { description = "Membrane", quantity = 12m, unit = "m2", kind = "base" } } },
    };

    private async Task<bool> IsWaitedForAsync(int process)
    {
        await using var command = services.Database.CreateCommand("select exists (select from pg_stat_activity where $1 = any (pg_blocking_pids(pid)))");
        command.Parameters.Add(new() { Value = process });
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken) is true;
    }
}
