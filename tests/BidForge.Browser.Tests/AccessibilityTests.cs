using BidForge.Browser.Tests.Support;
using BidForge.Testing.Marketplace;

namespace BidForge.Browser.Tests;

/// <summary>axe-core finds nothing on any page of the main job, on a desk and on a phone, and no page breaks its own content security policy.</summary>
public sealed class AccessibilityTests(Site site)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task No_page_has_a_violation(int width)
    {
        var foreign = await SealedProject.CreateAsync(site.Gateway, Cancel);
        var (project, package, bid) = ($"/projects/{foreign.ProjectId}", $"/packages/{foreign.PackageId}", $"/bids/{foreign.BidId}");
        string[] open = ["/", "/register", "/login", "/verify", "/status"];
        string[] both = ["/dashboard", "/projects", "/directory", "/notifications", "/analytics", "/company", "/company/people", "/company/usage", project, package];
        string[] contractors = ["/projects/new", project + "/edit", project + "/packages/new", package + "/invitations", package + "/addenda/new", package + "/opening", package + "/estimate", $"/directory?package={foreign.PackageId}"];
        string[] bidders = ["/bids", "/invitations", package + "/bid", bid, bid + "/accepted", bid + "/withdraw"];

        var wrong = new List<string>();
        await LookAsync(null, open, width, wrong);
        await LookAsync(foreign.Contractor, [.. both, .. contractors], width, wrong);
        await LookAsync(foreign.Bidder, [.. both, .. bidders], width, wrong);
        var day = await site.BidDayAsync(Cancel);
        var opened = $"/packages/{day.Opened}";
        await LookAsync(day.Contractor, [opened + "/leveling", opened + "/opening", opened + "/external-bid"], width, wrong);
        await LookAsync(day.Bidder, [$"/bids/{day.BidId}"], width, wrong);
        Assert.True(wrong.Count is 0, string.Join('\n', wrong));
    }

    private async Task LookAsync(Company? company, string[] pages, int width, List<string> wrong)
    {
        await using var visitor = await site.VisitAsync(width: width);
        if (company is not null)
            await visitor.LogInAsync(company.Email);
        foreach (var path in pages)
        {
            await visitor.GoAsync(path);
            wrong.AddRange((await Accessibility.ViolationsAsync(visitor.Page, Cancel)).Select(violation => $"{path}: {violation}"));
            var overflow = await visitor.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth");
            if (overflow > 0)
                wrong.Add($"{path}: {overflow} px wider than the screen");
        }
        wrong.AddRange(visitor.Faults);
    }
}
