namespace BidForge.Projects.Tests.Support;

/// <summary>What a contractor has on the market.</summary>
public sealed record Posted(Guid ProjectId, Guid PackageId);

public static class Posting
{
    /// <summary>Cached lists live for 30 s when nothing removes them: what shows earlier was removed.</summary>
    public static async Task BeforeListsExpireAsync(Func<Task<bool>> holds, string what)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(25), $"Not before the lists expire: {what}.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    public static async Task<Posted> PublishedAsync(this Person contractor, string visibility = "public", string name = "Town hall")
    {
        var posted = await contractor.DraftAsync(visibility, name);
        (await contractor.PostAsync($"/projects/{posted.ProjectId}/publish")).Ok();
        return posted;
    }

    public static async Task<Posted> DraftAsync(this Person contractor, string visibility = "public", string name = "Town hall")
    {
        var project = (await contractor.PostAsync("/projects", Bodies.Project(name, visibility))).Ok();
        var package = (await contractor.PostAsync($"/projects/{project.Id}/packages", Bodies.Package())).Ok();
        return new(project.Id, package.Id);
    }

    public static async Task<Answer> InviteAsync(this Person contractor, Guid packageId, params Person[] companies) =>
        (await contractor.PostAsync($"/packages/{packageId}/invitations", new { companyIds = companies.Select(c => c.CompanyId) })).Ok();
}
