using BidForge.EndToEnd.Tests.Browser.Support;
using BidForge.Testing.Marketplace;

namespace BidForge.EndToEnd.Tests.Browser;

/// <summary>axe-core finds nothing on any page of the main job, on a desk and on a phone, and no page breaks its own content security policy.</summary>
[Collection(typeof(Site))]
public sealed class AccessibilityTests(Site site)
{
    private const int Desk = 1280;
    private const int Phone = 390;
    private const int Height = 900;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_page_has_a_violation()
    {
        var foreign = await SealedProject.CreateAsync(site.Gateway, Cancel);
        var (project, package, bid) = ($"/projects/{foreign.ProjectId}", $"/packages/{foreign.PackageId}", $"/bids/{foreign.BidId}");
        string[] open = ["/", "/register", "/login", "/verify", "/status"];
        string[] both = ["/dashboard", "/projects", "/directory", "/notifications", "/analytics", "/company", "/company/people", "/company/usage", project, package];
        string[] contractors = ["/projects/new", project + "/edit", project + "/packages/new", package + "/invitations", package + "/addenda/new", package + "/opening", package + "/estimate", $"/directory?package={foreign.PackageId}"];
        string[] bidders = ["/bids", "/invitations", package + "/bid", bid, bid + "/accepted", bid + "/withdraw"];

        var wrong = new List<string>();
        await LookAsync(null, open, wrong);
        await LookAsync(foreign.Contractor, [.. both, .. contractors], wrong);
        await LookAsync(foreign.Bidder, [.. both, .. bidders], wrong);
        var day = await site.BidDayAsync(Cancel);
        var opened = $"/packages/{day.Opened}";
        await LookAsync(day.Contractor, [opened + "/leveling", opened + "/opening", opened + "/external-bid"], wrong);
        await LookAsync(day.Bidder, [$"/bids/{day.BidId}"], wrong);
        Assert.True(wrong.Count is 0, string.Join('\n', wrong));
    }

    private async Task LookAsync(Company? company, string[] pages, List<string> wrong)
    {
        await using var visitor = await site.VisitAsync();
        if (company is not null)
            await visitor.LogInAsync(company.Email);
        foreach (var path in pages)
        {
            await visitor.Page.SetViewportSizeAsync(Desk, Height);
            await visitor.GoAsync(path);
            foreach (var width in new[] { Desk, Phone })
            {
                await visitor.Page.SetViewportSizeAsync(width, Height);
                wrong.AddRange((await Accessibility.ViolationsAsync(visitor.Page, Cancel)).Select(violation => $"{path}, {width} px wide: {violation}"));
                var overflow = await visitor.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth");
                if (overflow > 0)
                    wrong.Add($"{path}: {overflow} px wider than a screen of {width} px");
            }
        }
        wrong.AddRange(visitor.Faults);
    }
}
