using BidForge.EndToEnd.Tests.Browser.Support;
using BidForge.Testing.Marketplace;

namespace BidForge.EndToEnd.Tests.Browser;

/// <summary>
/// Of every page of the main job, on a desk and on a phone: axe-core finds nothing, it is no wider than the screen, nothing on it moves while it loads, and it does not break its own content
/// security policy. How long the largest thing on it took to be painted is written into the test's output.
/// </summary>
[Collection(typeof(Site))]
public sealed class EveryPageTests(Site site, ITestOutputHelper output)
{
    // Half of what counts as good (web.dev, Core Web Vitals: 0.1).
    private const double MostShift = 0.05;

    private const int Desk = 1280;
    private const int Phone = 390;
    private const int Height = 900;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private readonly List<(string Path, double Milliseconds)> paints = [];

    [Fact]
    public async Task Every_page_is_accessible_fits_the_screen_and_stands_still()
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
        foreach (var (path, milliseconds) in paints.OrderByDescending(paint => paint.Milliseconds))
            output.WriteLine($"{milliseconds,6:0} ms until the largest paint of {path}");
        Assert.True(wrong.Count is 0, string.Join('\n', wrong));
    }

    private async Task LookAsync(Company? company, string[] pages, List<string> wrong)
    {
        await using var visitor = await site.VisitAsync();
        if (company is not null)
            await visitor.LogInAsync(company.Email);
        foreach (var path in pages)
        {
            foreach (var width in new[] { Phone, Desk })
            {
                await visitor.Page.SetViewportSizeAsync(width, Height);
                await visitor.GoAsync(path);
                var loading = await Loading.OfAsync(visitor.Page);
                if (loading.Shift >= MostShift)
                    wrong.Add($"{path}, {width} px wide: moves by {loading.Shift:0.000} while it loads: {string.Join(" | ", loading.Moved)}");
                paints.Add(($"{path}, {width} px wide", loading.LargestPaint));
            }
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
