using System.Globalization;
using BidForge.Projects.Tests.Support;

namespace BidForge.Projects.Tests;

public sealed class ListTests(Services services)
{
    [Fact]
    public async Task A_contractor_lists_its_own_by_default_and_a_subcontractor_what_is_open()
    {
        var contractor = await services.ContractorAsync();
        var subcontractor = await services.SubcontractorAsync();
        var word = Word();
        var draft = await contractor.DraftAsync(name: $"Draft {word}");
        var open = await contractor.PublishedAsync(name: $"Open {word}");
        Assert.Equal(new[] { draft.ProjectId, open.ProjectId }.Order(), (await contractor.GetAsync("/projects")).Data.Select(Id).Order());
        Assert.Equal([open.ProjectId], (await subcontractor.GetAsync($"/projects?query={word}")).Data.Select(Id));
        Assert.Equal([open.ProjectId], (await contractor.GetAsync($"/projects?scope=open&query={word}")).Data.Select(Id));
        Assert.Empty((await subcontractor.GetAsync("/projects?scope=mine")).Data);
        Assert.Equal([draft.ProjectId], (await contractor.GetAsync("/projects?status=draft")).Data.Select(Id));
    }

    [Fact]
    public async Task An_invited_only_project_is_listed_for_invited_companies_only()
    {
        var contractor = await services.ContractorAsync();
        var (invited, other) = (await services.KnownSubcontractorAsync(), await services.SubcontractorAsync());
        var word = Word();
        var posted = await contractor.PublishedAsync("invited", $"Sealed {word}");
        Assert.Empty((await invited.GetAsync($"/projects?query={word}")).Data);
        await contractor.InviteAsync(posted.PackageId, invited);
        Assert.Equal([posted.ProjectId], (await invited.GetAsync($"/projects?query={word}")).Data.Select(Id));
        Assert.Empty((await other.GetAsync($"/projects?query={word}")).Data);
        Assert.False((await invited.GetAsync($"/projects?query={word}")).Data[0].TryGetProperty("budget", out _));
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("{0} roofs")]
    [InlineData("{0} floor")]
    [InlineData("{0} chicago")]
    [InlineData("{0} membr")]
    [InlineData("ROOFING {0}")]
    public async Task Words_find_a_project_by_name_description_city_package_and_trade(string query)
    {
        var contractor = await services.ContractorAsync();
        var word = Word();
        var project = (await contractor.PostAsync("/projects", Bodies.Project($"Hall {word}"))).Ok();
        (await contractor.PostAsync($"/projects/{project.Id}/packages", Bodies.Package("Membrane works"))).Ok();
        (await contractor.PostAsync($"/projects/{project.Id}/publish")).Ok();
        var text = Uri.EscapeDataString(string.Format(CultureInfo.InvariantCulture, query, word));
        Assert.Equal([project.Id], (await (await services.SubcontractorAsync()).GetAsync($"/projects?query={text}")).Data.Select(Id));
        Assert.Empty((await contractor.GetAsync($"/projects?scope=open&query={text}%20zeppelin")).Data);
    }

    [Fact]
    public async Task The_title_of_a_hidden_draft_package_finds_nothing()
    {
        var contractor = await services.ContractorAsync();
        var subcontractor = await services.SubcontractorAsync();
        var posted = await contractor.PublishedAsync();
        var secret = Word();
        (await contractor.PostAsync($"/projects/{posted.ProjectId}/packages", Bodies.Package($"Hidden {secret}", "solar"))).Ok();
        Assert.Empty((await subcontractor.GetAsync($"/projects?query={secret}")).Data);
        Assert.DoesNotContain(posted.ProjectId, (await subcontractor.GetAsync("/projects?trade=solar&limit=100")).Data.Select(Id));
    }

    [Fact]
    public async Task Trade_due_time_and_distance_narrow_a_list()
    {
        var contractor = await services.ContractorAsync();
        var subcontractor = await services.SubcontractorAsync();
        var word = Word();
        var near = await PostAsync("near", 41.9, "masonry", 3);
        var far = await PostAsync("far", 45.0, "solar", 5);

        Assert.Equal([near, far], await FindAsync(""));
        Assert.Equal([far, near], await FindAsync("&sort=newest"));
        Assert.Equal([far], await FindAsync("&trade=solar"));
        Assert.Equal([near], await FindAsync("&latitude=41.88&longitude=-87.63&withinKm=50"));
        Assert.Equal([near, far], await FindAsync("&latitude=41.88&longitude=-87.63&withinKm=400"));
        Assert.Equal([far], await FindAsync($"&dueAfter={Due(4)}"));
        Assert.Equal([near], await FindAsync($"&dueBefore={Due(4)}"));
        Assert.Equal([], await FindAsync("&status=closed"));
        var shown = (await subcontractor.GetAsync($"/projects?query={word}&latitude=41.88&longitude=-87.63&withinKm=50")).Data[0];
        Assert.Equal(2.2, shown.GetProperty("distanceKm").GetDouble(), 0.15);

        async Task<Guid> PostAsync(string name, double latitude, string trade, int days)
        {
            var project = (await contractor.PostAsync("/projects", Bodies.Project($"{name} {word}").With("place", Bodies.Place(latitude, -87.63)))).Ok();
            (await contractor.PostAsync($"/projects/{project.Id}/packages", Bodies.Package("P", trade, Bodies.InAWeek.AddDays(days - 7)))).Ok();
            (await contractor.PostAsync($"/projects/{project.Id}/publish")).Ok();
            return project.Id;
        }

        async Task<IReadOnlyList<Guid>> FindAsync(string filter) => [.. (await subcontractor.GetAsync($"/projects?query={word}{filter}")).Ok().Data.Select(Id)];

        static string Due(int days) => Uri.EscapeDataString(Bodies.InAWeek.AddDays(days - 7).ToString("O", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("due", "open")]
    [InlineData("newest", "open")]
    [InlineData("due", "mine")]
    [InlineData("newest", "mine")]
    public async Task A_cursor_neither_skips_nor_repeats_while_projects_are_added(string sort, string scope)
    {
        var contractor = await services.ContractorAsync();
        var word = Word();
        var before = new List<Guid>();
        for (var n = 0; n < 9; n++)
            before.Add(await AddAsync(n));
        var seen = new List<Guid>();
        string? cursor = null;
        do
        {
            var page = (await contractor.GetAsync($"/projects?scope={scope}&sort={sort}&query={word}&limit=2{(cursor is null ? "" : "&cursor=" + cursor)}")).Ok();
            seen.AddRange(page.Data.Select(Id));
            cursor = page.NextCursor;
            await AddAsync(seen.Count);
        }
        while (cursor is not null && seen.Count < 100);

        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Subset(seen.ToHashSet(), before.ToHashSet());

        // Many share one due time, so that the order hangs on the id too.
        async Task<Guid> AddAsync(int n)
        {
            var project = (await contractor.PostAsync("/projects", Bodies.Project($"{word} {n}"))).Ok();
            (await contractor.PostAsync($"/projects/{project.Id}/packages", Bodies.Package(dueAt: Bodies.InAWeek.AddHours(n % 3)))).Ok();
            (await contractor.PostAsync($"/projects/{project.Id}/publish")).Ok();
            return project.Id;
        }
    }

    [Fact]
    public async Task A_cursor_of_another_order_is_refused()
    {
        var contractor = await services.ContractorAsync();
        await contractor.DraftAsync();
        await contractor.DraftAsync();
        var cursor = (await contractor.GetAsync("/projects?sort=due&limit=1")).NextCursor;
        Assert.NotNull(cursor);
        Assert.Contains("cursor", (await contractor.GetAsync($"/projects?sort=newest&cursor={cursor}")).WrongFields);
    }

    private static Guid Id(System.Text.Json.JsonElement project) => project.GetProperty("id").GetGuid();

    private static string Word() => $"w{Guid.NewGuid():N}"[..16];
}
