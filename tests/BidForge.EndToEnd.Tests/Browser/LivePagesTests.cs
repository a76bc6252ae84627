using BidForge.EndToEnd.Tests.Browser.Support;
using BidForge.Demo.Api;
using BidForge.Testing.Marketplace;

namespace BidForge.EndToEnd.Tests.Browser;

/// <summary>What the small scripts add.</summary>
[Collection(typeof(Site))]
public sealed class LivePagesTests(Site site)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_notification_shows_on_an_open_page_without_a_reload()
    {
        var foreign = await SealedProject.CreateAsync(site.Gateway, Cancel);
        await using var visitor = await site.VisitAsync();
        await visitor.LogInAsync(foreign.Contractor.Email);
        // The page must listen before there is something to hear; the one after the log-in, which listens too, is left first.
        await visitor.Page.GotoAsync("about:blank");
        await visitor.Page.RunAndWaitForResponseAsync(() => visitor.GoAsync("/projects"), response => response.Ok && response.Url.EndsWith("/live", StringComparison.Ordinal));
        var before = await visitor.Page.Locator("header").InnerTextAsync();
        await foreign.Bidder.Api.PostAsync($"/packages/{foreign.PackageId}/questions", new { text = "Is the roof walkable?" }, Cancel);
        await visitor.Page.GetByText("Is the roof walkable?").First.WaitForAsync();
        Assert.NotEqual(before, await visitor.Page.Locator("header").InnerTextAsync());
        Assert.EndsWith("/projects", visitor.Page.Url, StringComparison.Ordinal);
        Assert.Empty(visitor.Faults);
    }

    [Fact]
    public async Task The_bid_form_adds_up_while_prices_are_typed()
    {
        var foreign = await SealedProject.CreateAsync(site.Gateway, Cancel);
        await using var visitor = await site.VisitAsync();
        await visitor.LogInAsync(foreign.Bidder.Email);
        await visitor.GoAsync($"/packages/{foreign.PackageId}/bid");
        await visitor.FillAsync("Form.Lines[0].UnitPrice", "33.333");
        await visitor.Page.GetByText("3,333.30").First.WaitForAsync();
        Assert.Empty(visitor.Faults);
    }

    [Fact]
    public async Task Bad_input_is_explained_beside_its_field_and_what_was_typed_stays()
    {
        await using var visitor = await site.VisitAsync();
        await visitor.GoAsync("/register");
        await visitor.Page.EvaluateAsync("() => { for (const form of document.forms) form.noValidate = true; }");
        await visitor.CheckAsync("Form.Company.Kind", "Contractor");
        await visitor.FillAsync("Form.Company.Name", "Half Done Builders");
        await visitor.FillAsync("Form.Company.Place.City", "Chicago");
        await visitor.FillAsync("Form.Company.Place.Region", "IL");
        await visitor.FillAsync("Form.User.Name", "Robin Avery");
        await visitor.FillAsync("Form.User.Email", "nobody");
        await visitor.FillAsync("Form.User.Password", "short");
        await visitor.PressAsync("Create the account");
        Assert.Equal("Half Done Builders", await visitor.Page.Locator("[name='Form.Company.Name']").InputValueAsync());
        foreach (var name in (string[])["Form.User.Email", "Form.User.Password"])
        {
            var field = visitor.Page.Locator($"[name='{name}']");
            Assert.Equal("true", await field.GetAttributeAsync("aria-invalid"));
            var described = (await field.GetAttributeAsync("aria-describedby") ?? "").Split(' ')[0];
            Assert.NotEqual("", await visitor.Page.Locator($"[id='{described}']").InnerTextAsync());
        }
    }
}
