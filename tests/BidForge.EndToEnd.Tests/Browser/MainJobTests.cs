using BidForge.EndToEnd.Tests.Browser.Support;
using BidForge.Demo.Api;
using BidForge.Testing.Marketplace;

namespace BidForge.EndToEnd.Tests.Browser;

/// <summary>Contractor and subcontractor side by side, from registration to award, by the pages.</summary>
[Collection(typeof(Site))]
public sealed class MainJobTests(Site site) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = site.Gateway };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_main_job_is_done_by_hand(bool javaScript)
    {
        var tag = Guid.NewGuid().ToString("N")[..8];
        await using var contractor = await site.VisitAsync(javaScript);
        await using var bidder = await site.VisitAsync(javaScript, 390, 844);
        await contractor.RegisterAsync("Contractor", $"Lakeshore {tag}");
        await bidder.RegisterAsync("Subcontractor", $"Prairie Roofing {tag}");

        var project = await PostProjectAsync(contractor, tag);
        var package = await AddPackageAsync(contractor);
        var api = await WithoutNoticeAsync(contractor, package);
        await contractor.GoAsync(project + "/publish");
        await contractor.PressAsync("Publish now");
        await InviteAsync(contractor, package, tag, javaScript);

        await bidder.SeesAsync("/invitations", "Roofing and flashings", Cancel);
        await bidder.SeesAsync(package, "We will bid", Cancel);
        await bidder.PressAsync("We will bid");
        // The bid service has heard of the package, too.
        await contractor.SeesAsync(package + "/opening", "Until the due time nobody", Cancel);
        await BidAsync(bidder, package, "2.50", "7.4125");
        Assert.Contains("Your bid is in", await bidder.TextAsync(), StringComparison.Ordinal);
        Assert.Contains("140,257.50", await bidder.TextAsync(), StringComparison.Ordinal);

        await contractor.GoAsync(package + "/opening");
        Assert.DoesNotContain("140,257.50", await contractor.Page.ContentAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await contractor.Page.GetByText("Open the bids").CountAsync());

        // With its script the form adds up by itself, and needs no button for it.
        await bidder.GoAsync(package + "/bid");
        Assert.Equal(!javaScript, await bidder.Page.GetByText("Recalculate and keep the draft").IsVisibleAsync());
        await BidAsync(bidder, package, "2.40", "7.4125");
        Assert.Contains("138,857.50", await bidder.TextAsync(), StringComparison.Ordinal);

        await Deadline.PassAsync(api, Guid.Parse(package.Split('/')[^1]), Cancel);
        await bidder.GoAsync(package);
        Assert.DoesNotContain("Revise the bid", await bidder.TextAsync(), StringComparison.Ordinal);

        await contractor.SeesAsync(package + "/opening", "Open the bids", Cancel);
        await contractor.PressAsync("Open the bids");
        Assert.Equal(package + "/leveling", contractor.Path);
        Assert.Contains("138,857.50", await contractor.TextAsync(), StringComparison.Ordinal);
        await contractor.PressAsync("Award to");
        await contractor.PressAsync("Award to");
        Assert.Contains("Awarded", await contractor.TextAsync(), StringComparison.OrdinalIgnoreCase);

        await bidder.SeesAsync("/bids", "Won", Cancel);
        Assert.Empty(contractor.Faults);
        Assert.Empty(bidder.Faults);
    }

    public void Dispose() => http.Dispose();

    private static async Task<string> PostProjectAsync(Visitor contractor, string tag)
    {
        await contractor.GoAsync("/projects/new");
        await contractor.FillAsync("Form.Name", $"Lincoln gymnasium {tag}");
        await contractor.FillAsync("Form.Description", "A new gymnasium beside the school.");
        await contractor.CheckAsync("Form.Visibility", "Public");
        await contractor.FillAsync("Form.Place.City", "Chicago");
        await contractor.FillAsync("Form.Place.Region", "IL");
        await contractor.PressAsync("Create the draft");
        return contractor.Path;
    }

    private static async Task<string> AddPackageAsync(Visitor contractor)
    {
        await contractor.PressAsync("Add the first package");
        await contractor.FillAsync("Form.Title", "Roofing and flashings");
        await contractor.ChooseAsync("Form.Trade", "roofing");
        await contractor.FillAsync("Form.Description", "Membrane roof over the gymnasium.");
        await contractor.FillAsync("Form.DueAt", TimeProvider.System.GetUtcNow().AddDays(2).ToString("yyyy-MM-dd'T'HH:mm"));
        await contractor.FillAsync("Form.BidForm.LineItems[0].Description", "Tapered insulation");
        await contractor.FillAsync("Form.BidForm.LineItems[0].Quantity", "14,000");
        await contractor.FillAsync("Form.BidForm.LineItems[0].Unit", "SF");
        await contractor.FillAsync("Form.BidForm.LineItems[1].Description", "Membrane, fully adhered");
        await contractor.FillAsync("Form.BidForm.LineItems[1].Quantity", "14200");
        await contractor.FillAsync("Form.BidForm.LineItems[1].Unit", "SF");
        await contractor.PressAsync("Create the package");
        Assert.StartsWith("/packages/", contractor.Path, StringComparison.Ordinal);
        return contractor.Path;
    }

    /// <summary>
    /// Who waits for a deadline can't know how long the pages before it take: the due time is moved once they are done, by the API, which takes seconds
    /// where the page takes minutes. The package must allow that without notice.
    /// </summary>
    private async Task<ApiClient> WithoutNoticeAsync(Visitor contractor, string package)
    {
        var api = new ApiClient(http, TimeProvider.System);
        api.SignIn(await api.PostAsync("/auth/login", new { email = contractor.Email, password = Visitor.Password }, Cancel));
        var draft = await api.GetAsync(package, Cancel);
        await api.PutAsync(package, new
        {
            title = draft.Text("title"), trade = draft.Text("trade"), description = draft.Text("description"), dueAt = draft.Time("dueAt"),
            deadlineGuardMinutes = 0, bidForm = draft.Get("bidForm"),
        }, Cancel, draft.Number("version"));
        return api;
    }

    /// <summary>Invites, repeating until the company has become known to the project service.</summary>
    private static Task InviteAsync(Visitor contractor, string package, string tag, bool javaScript) => Eventually.TrueAsync(async () =>
    {
        await contractor.GoAsync($"/directory?package={package.Split('/')[^1]}&q=Prairie+Roofing+{tag}");
        await contractor.Page.Locator("input[name='Form.CompanyIds']").First.CheckAsync();
        Assert.Equal(javaScript, await contractor.Page.GetByText("Select all on this page").IsVisibleAsync());
        await contractor.PressAsync("Invite the selected companies");
        Assert.Equal(package + "/invitations", contractor.Path);
        return (await contractor.TextAsync()).Contains($"Prairie Roofing {tag}", StringComparison.Ordinal);
    }, "the bidder was invited", Cancel);

    private static async Task BidAsync(Visitor bidder, string package, string insulation, string membrane)
    {
        await bidder.GoAsync(package + "/bid");
        await bidder.FillAsync("Form.Lines[0].UnitPrice", insulation);
        await bidder.FillAsync("Form.Lines[1].UnitPrice", membrane);
        await bidder.SubmitBidAsync();
    }
}
