using System.Text.Json;
using BidForge.EndToEnd.Tests.Browser.Support;
using BidForge.Demo.Api;
using BidForge.Testing.Marketplace;

namespace BidForge.EndToEnd.Tests.Browser;

[Collection(typeof(Site))]
public sealed class BidFormTests(Site site)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_typed_is_kept_and_a_submitted_bid_is_answered_with_a_receipt_to_take_away()
    {
        var foreign = await SealedProject.CreateAsync(site.Gateway, Cancel);
        await using var visitor = await site.VisitAsync();
        await visitor.LogInAsync(foreign.Bidder.Email);
        var form = $"/packages/{foreign.PackageId}/bid";
        await visitor.GoAsync(form);
        await visitor.FillAsync("Form.Lines[0].UnitPrice", "77.125");
        await visitor.Page.GetByText("Draft kept at").WaitForAsync();
        await visitor.GoAsync(form);
        Assert.Equal("77.125", await visitor.Page.Locator("[name='Form.Lines[0].UnitPrice']").InputValueAsync());

        await visitor.SubmitBidAsync();
        var shown = await visitor.TextAsync();
        var download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Page.GetByText("receipt.json").First.ClickAsync());
        Assert.Equal("receipt.json", download.SuggestedFilename);
        await using var file = await download.CreateReadStreamAsync();
        var receipt = (await JsonSerializer.DeserializeAsync<JsonElement>(file, cancellationToken: Cancel)).Get("receipt");
        Assert.Equal(("revise", 2, foreign.BidId), (receipt.Text("kind"), receipt.Number("revision"), receipt.Id("bidId")));
        Assert.Contains(receipt.Text("documentHash"), shown, StringComparison.Ordinal);
        Assert.Empty(visitor.Faults);
    }

    [Fact]
    public async Task After_an_addendum_the_bidder_confirms_the_changed_lines_only_and_the_bid_is_current_again()
    {
        var foreign = await SealedProject.CreateAsync(site.Gateway, Cancel);
        await foreign.Contractor.Api.PostAsync($"/packages/{foreign.PackageId}/addenda", new
        {
            title = "More roof", text = "A second roof area.",
            bidForm = new
            {
                lineItems = new object[]
                {
                    new { id = foreign.LineId, description = "Membrane", quantity = 100, unit = "SF", kind = "base" },
                    new { description = "Flashing", quantity = 40, unit = "LF", kind = "base" },
                },
                alternates = Array.Empty<object>(), questions = Array.Empty<object>(),
            },
        }, Cancel);
        await using var visitor = await site.VisitAsync(javaScript: false);
        await visitor.LogInAsync(foreign.Bidder.Email);
        await visitor.SeesAsync($"/packages/{foreign.PackageId}/bid", "Changed since you bid", Cancel);
        Assert.Contains("Flashing", await visitor.Page.Locator("#changes + ul").InnerTextAsync(), StringComparison.Ordinal);
        Assert.False(await visitor.Page.Locator("[name='Form.Lines[0].UnitPrice']").IsVisibleAsync());
        await visitor.FillAsync("Form.Lines[1].UnitPrice", "5");
        await visitor.PressAsync("Confirm this bid");
        Assert.EndsWith("/accepted", visitor.Path, StringComparison.Ordinal);
        var bid = await foreign.Bidder.Api.GetAsync($"/bids/{foreign.BidId}", Cancel);
        Assert.Equal((2, false, 1450m), (bid.Number("scopeVersion"), bid.Get("needsReconfirmation").GetBoolean(), bid.Money("total")));
    }
}
