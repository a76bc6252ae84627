using BidForge.EndToEnd.Tests.Browser.Support;

namespace BidForge.EndToEnd.Tests.Browser;

/// <summary>What the pages do once the due time has passed.</summary>
[Collection(typeof(Site))]
public sealed class BidDayTests(Site site)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_different_people_open_a_package_that_asks_for_two()
    {
        var day = await site.BidDayAsync(Cancel);
        var opening = $"/packages/{day.Waiting}/opening";
        await using var first = await site.VisitAsync();
        await using var second = await site.VisitAsync(javaScript: false);
        await first.LogInAsync(day.Contractor.Email);
        await second.LogInAsync(day.ColleagueEmail);

        await first.GoAsync(opening);
        await first.PressAsync("Approve the opening");
        Assert.Equal(opening, first.Path);
        Assert.Contains("One more person of your company is needed", await first.TextAsync(), StringComparison.Ordinal);
        await first.PressAsync("Open the bids");
        Assert.Equal(opening, first.Path);

        await second.GoAsync(opening);
        Assert.Contains("Owner approved the opening", await second.TextAsync(), StringComparison.Ordinal);
        await second.PressAsync("Open the bids");
        Assert.Equal($"/packages/{day.Waiting}/leveling", second.Path);
        await first.GoAsync(opening);
        var record = await first.TextAsync();
        Assert.Contains("by Grace Lee", record, StringComparison.Ordinal);
        Assert.Contains("1 accepted act", record, StringComparison.Ordinal);
        Assert.Empty(first.Faults);
    }

    [Fact]
    public async Task A_sheet_of_fifteen_bidders_and_sixty_lines_scrolls_inside_itself_and_its_totals_follow_the_alternates()
    {
        var day = await site.BidDayAsync(Cancel);
        await using var visitor = await site.VisitAsync();
        await visitor.LogInAsync(day.Contractor.Email);
        await visitor.GoAsync($"/packages/{day.Opened}/leveling");
        Assert.Equal(BidDay.Bidders, await visitor.Page.Locator(".level-bidder").CountAsync());
        Assert.Equal(0, await visitor.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth"));

        // By keyboard alone: the sheet scrolls, its first column and its head stay.
        var sheet = visitor.Page.GetByRole(Microsoft.Playwright.AriaRole.Region, new() { Name = "Leveling sheet" });
        await sheet.FocusAsync();
        // A browser that is busy passes over keys that come while it scrolls.
        await Eventually.TrueAsync(async () =>
        {
            await visitor.Page.Keyboard.PressAsync("ArrowRight");
            await visitor.Page.Keyboard.PressAsync("PageDown");
            return await visitor.Page.EvaluateAsync<bool>("() => { const region = document.querySelector('.level-scroll'); return region.scrollLeft > 100 && region.scrollTop > 100; }");
        }, "the sheet scrolls both ways", Cancel);
        var kept = await visitor.Page.EvaluateAsync<bool>("""
            () => {
              const region = document.querySelector('.level-scroll').getBoundingClientRect(), corner = document.querySelector('.level thead .first').getBoundingClientRect();
              return Math.abs(corner.left - region.left) < 3 && Math.abs(corner.top - region.top) < 3;
            }
            """);
        Assert.True(kept, "The head of the sheet has moved away.");

        var total = visitor.Page.Locator("tr", new() { HasText = "Normalized total" }).Locator("td").Nth(1);
        Assert.Equal("60,000.00", await total.InnerTextAsync());
        await visitor.Page.GetByLabel("Leave out the gravel").CheckAsync();
        await visitor.Page.GetByText("The totals follow the alternates").WaitForAsync();
        Assert.Equal("50,000.00", await visitor.Page.Locator("tr", new() { HasText = "Normalized total" }).Locator("td").Nth(1).InnerTextAsync());
        Assert.Empty(await Accessibility.ViolationsAsync(visitor.Page, Cancel));
        Assert.Empty(visitor.Faults);
    }

    [Fact]
    public async Task An_outside_bid_is_entered_flagged_and_taken_out_again_and_an_award_is_undone_with_a_reason_the_bidder_reads()
    {
        var day = await site.BidDayAsync(Cancel);
        var sheet = $"/packages/{day.Opened}/leveling";
        await using var contractor = await site.VisitAsync(javaScript: false);
        await contractor.LogInAsync(day.Contractor.Email);
        await contractor.GoAsync($"/packages/{day.Opened}/external-bid");
        await contractor.FillAsync("Form.BidderName", "Paper & Sons");
        await contractor.FillAsync("Form.ReceivedAt", "2026-01-05T10:00");
        await contractor.FillAsync("Form.StatedTotal", "9,999");
        await contractor.FillAsync("Form.Lines[0].UnitPrice", "50");
        await contractor.PressAsync("Enter the bid");
        Assert.Equal(sheet, contractor.Path);
        var head = await contractor.Page.Locator("th", new() { HasText = "Paper & Sons" }).First.InnerTextAsync();
        Assert.Contains("missing scope", head, StringComparison.Ordinal);
        Assert.Contains("sum does not add up", head, StringComparison.Ordinal);
        await contractor.PressAsync("Take out the bid of Paper & Sons");
        await contractor.PressAsync("Take it out");
        Assert.Equal(BidDay.Bidders, await contractor.Page.Locator(".level-bidder").CountAsync());

        await contractor.PressAsync($"Award to {day.Bidder.Name}");
        await contractor.PressAsync("Award to");
        await contractor.PressAsync("Undo the award");
        await contractor.FillAsync("Form.Reason", "The licence has lapsed.");
        await contractor.PressAsync("Undo the award");
        Assert.Equal(sheet, contractor.Path);
        Assert.Contains("The licence has lapsed.", await contractor.TextAsync(), StringComparison.Ordinal);

        await using var bidder = await site.VisitAsync(javaScript: false);
        await bidder.LogInAsync(day.Bidder.Email);
        await bidder.GoAsync($"/bids/{day.BidId}");
        Assert.Contains("The licence has lapsed.", await bidder.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bidder_reads_who_saw_its_price_and_when()
    {
        var day = await site.BidDayAsync(Cancel);
        await day.Contractor.Api.GetAsync($"/packages/{day.Opened}/leveling", Cancel);
        await using var bidder = await site.VisitAsync(width: 390, height: 844);
        await bidder.LogInAsync(day.Bidder.Email);
        await bidder.GoAsync($"/bids/{day.BidId}");
        var log = await bidder.Page.Locator("#views").InnerTextAsync();
        Assert.Contains("Owner", log, StringComparison.Ordinal);
        Assert.Matches(@"\d:\d\d:\d\d\.\d{3} (AM|PM)", log);
        Assert.Contains("The opening on record", await bidder.TextAsync(), StringComparison.Ordinal);
        Assert.Empty(bidder.Faults);
    }
}
