using System.Text;
using BidForge.Browser.Tests.Support;
using BidForge.Testing.Marketplace;
using Microsoft.Playwright;

namespace BidForge.Browser.Tests;

/// <summary>What is at the site's own addresses beside its pages: who gets it, and who does not.</summary>
public sealed class SiteAccessTests(Site site)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Papers_and_files_are_for_their_own_company_and_nobody_without_a_session()
    {
        var foreign = await SealedProject.CreateAsync(site.Gateway, Cancel);
        await using var bidder = await VisitorOfAsync(foreign.Bidder);
        await using var stranger = await VisitorOfAsync(await Company.RegisterAsync(site.Gateway, "subcontractor", Cancel));
        await using var nobody = await site.VisitAsync();
        string[] own = [$"/bids/{foreign.BidId}/receipt.json", $"/bids/{foreign.BidId}/bid.json", $"/files/{foreign.DocumentId}"];
        string[] after = [$"/bids/{foreign.BidId}/proof.json", $"/packages/{foreign.PackageId}/root.json"];
        string[] contractors = [$"/packages/{foreign.PackageId}/leveling.csv", $"/packages/{foreign.PackageId}/leveling.pdf"];

        foreach (var path in own)
            Assert.Equal(200, (await AskAsync(bidder, path)).Status);
        foreach (var path in after)
            Assert.Equal(409, (await AskAsync(bidder, path)).Status);
        foreach (var path in own.Concat(after))
            Assert.Equal(404, (await AskAsync(stranger, path)).Status);
        foreach (var path in contractors)
            Assert.Contains((await AskAsync(stranger, path)).Status, new[] { 403, 404 });
        foreach (var path in own.Concat(after).Concat(contractors).Append("/live"))
        {
            var answer = await AskAsync(nobody, path);
            Assert.True(answer.Status is 401 || new Uri(answer.Url).AbsolutePath is "/login", $"{path}: {answer.Status} {answer.Url}");
        }
    }

    [Fact]
    public async Task Forms_that_the_site_did_not_make_write_nothing()
    {
        var foreign = await SealedProject.CreateAsync(site.Gateway, Cancel);
        await using var contractor = await VisitorOfAsync(foreign.Contractor);
        await using var bidder = await VisitorOfAsync(foreign.Bidder);
        var file = new FilePayload { Name = "forged.txt", MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes("forged") };

        async Task RefusedAsync(Visitor visitor, string path, Action<IFormData> fill)
        {
            var form = visitor.Page.Context.APIRequest.CreateFormData();
            fill(form);
            var answer = await visitor.Page.Context.APIRequest.PostAsync(path, new() { Multipart = form, MaxRedirects = 0 });
            Assert.Equal(400, answer.Status);
        }

        await RefusedAsync(contractor, $"/packages/{foreign.PackageId}/documents", form => form.Append("files", file));
        await RefusedAsync(bidder, $"/packages/{foreign.PackageId}/bid/attachments", form => form.Append("files", file));
        await RefusedAsync(bidder, $"/packages/{foreign.PackageId}/bid/draft", form => form.Append("Form.Notes", "forged"));
        await RefusedAsync(contractor, "/logout", form => form.Append("Nothing", "x"));

        var documents = await foreign.Contractor.Api.ListAsync($"/packages/{foreign.PackageId}/documents", Cancel);
        Assert.DoesNotContain(documents, document => document.GetProperty("name").GetString() is "forged.txt");
        await contractor.GoAsync("/dashboard");
    }

    [Fact]
    public async Task The_browser_holds_a_cookie_that_scripts_can_not_read_and_no_token()
    {
        await using var visitor = await VisitorOfAsync(await Company.RegisterAsync(site.Gateway, "contractor", Cancel));
        await visitor.GoAsync("/dashboard");
        var session = Assert.Single(await visitor.Page.Context.CookiesAsync(), cookie => cookie.Name is "bidforge");
        Assert.True(session.HttpOnly);
        Assert.Equal(SameSiteAttribute.Lax, session.SameSite);
        Assert.DoesNotContain("bidforge=", await visitor.Page.EvaluateAsync<string>("() => document.cookie"), StringComparison.Ordinal);
        Assert.Equal(0, await visitor.Page.EvaluateAsync<int>("() => localStorage.length + sessionStorage.length"));
        // An access token is a JWT: its first part always begins so.
        Assert.DoesNotContain("eyJ", await visitor.Page.ContentAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", session.Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_document_is_uploaded_by_the_page_and_one_that_lies_about_its_type_is_explained(bool javaScript)
    {
        var foreign = await SealedProject.CreateAsync(site.Gateway, Cancel);
        await using var visitor = await site.VisitAsync(javaScript);
        await visitor.LogInAsync(foreign.Contractor.Email);
        await visitor.GoAsync($"/packages/{foreign.PackageId}");
        await ChooseAsync(visitor, "details.txt", "text/plain", "Detail 7: the parapet");
        await visitor.Page.GetByText("details.txt").First.WaitForAsync();
        Assert.Contains("Uploaded 1 file", await visitor.TextAsync(), StringComparison.Ordinal);

        await ChooseAsync(visitor, "plan.pdf", "application/pdf", "this is no PDF");
        await visitor.Page.GetByText("PDF", new() { Exact = false }).First.WaitForAsync();
        var documents = await foreign.Contractor.Api.ListAsync($"/packages/{foreign.PackageId}/documents", Cancel);
        Assert.DoesNotContain(documents, document => document.GetProperty("name").GetString() is "plan.pdf");
    }

    private static async Task ChooseAsync(Visitor visitor, string name, string type, string text)
    {
        await visitor.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = name, MimeType = type, Buffer = Encoding.UTF8.GetBytes(text) });
        await visitor.Page.Locator("form[enctype] button[type=submit]").ClickAsync();
    }

    private async Task<Visitor> VisitorOfAsync(Company company)
    {
        var visitor = await site.VisitAsync();
        await visitor.LogInAsync(company.Email);
        return visitor;
    }

    private static Task<IAPIResponse> AskAsync(Visitor visitor, string path) => visitor.Page.Context.APIRequest.GetAsync(path);
}
