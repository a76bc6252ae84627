using System.Text;
using BidForge.EndToEnd.Tests.Browser.Support;

namespace BidForge.EndToEnd.Tests.Browser;

/// <summary>The page that checks receipts: in the browser alone, for anybody, without a connection once it is loaded.</summary>
[Collection(typeof(Site))]
public sealed class VerifyPageTests(Site site)
{
    private static readonly string[] Names = ["receipt", "bid", "proof", "root"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_receipt_with_all_that_proves_it_holds_offline_and_one_changed_byte_in_any_file_is_named()
    {
        var files = await FilesAsync(await site.BidDayAsync(Cancel));
        await using var visitor = await site.VisitAsync();
        await visitor.GoAsync("/verify");
        await visitor.Page.GetByText("no connection is needed").WaitForAsync();
        await visitor.Page.Context.SetOfflineAsync(true);

        var findings = await CheckAsync(visitor, files);
        Assert.Equal("Everything holds.", findings[0]);
        Assert.Equal(12, findings.Count);

        await WrongAsync("receipt", "\"revision\":1", "\"revision\":2", "The receipt’s signature", "The proof is of this receipt");
        await WrongAsync("receipt", "\"signature\"", "\"signaturf\"", "lacks signature");
        await WrongAsync("bid", "\"unitPrice\":\"10\"", "\"unitPrice\":\"11\"", "bid.json is the bid in the receipt");
        await WrongAsync("root", "\"treeSize\":15", "\"treeSize\":16", "The root’s signature", "treeSize in proof.json is 15; in root.json it is 16");
        await WrongAsync("proof", "\"treeSize\":15", "\"treeSize\":14", "treeSize in proof.json is 14; in root.json it is 15");
        await WrongAsync("proof", "\"leafIndex\":", "\"leafIndex\":1", "do not lead from the receipt to the root");
        await WrongAsync("proof", "\"kind\":\"submit\"", "\"kind\":\"revise\"", "The receipt inside proof.json differs in kind");
        await WrongAsync("bid", "{", "{{", "It is no JSON that can be checked");
        Assert.DoesNotContain(visitor.Faults, fault => !fault.Contains("ERR_INTERNET_DISCONNECTED", StringComparison.Ordinal));

        async Task WrongAsync(string name, string right, string wrong, params string[] named)
        {
            var text = Encoding.UTF8.GetString(files[name]);
            Assert.Contains(right, text, StringComparison.Ordinal);
            var at = text.IndexOf(right, StringComparison.Ordinal);
            var changed = new Dictionary<string, byte[]>(files) { [name] = Encoding.UTF8.GetBytes(text[..at] + wrong + text[(at + right.Length)..]) };
            var found = string.Join('\n', (await CheckAsync(visitor, changed)).Where(finding => finding.StartsWith("Wrong:", StringComparison.Ordinal)));
            Assert.All(named, words => Assert.Contains(words, found, StringComparison.Ordinal));
        }
    }

    private static async Task<Dictionary<string, byte[]>> FilesAsync(BidDay day) => new()
    {
        ["receipt"] = await day.Bidder.Api.DownloadAsync($"/bids/{day.BidId}/receipt", Cancel),
        ["bid"] = await day.Bidder.Api.DownloadAsync($"/bids/{day.BidId}/document", Cancel),
        ["proof"] = await day.Bidder.Api.DownloadAsync($"/bids/{day.BidId}/proof", Cancel),
        ["root"] = await day.Bidder.Api.DownloadAsync($"/packages/{day.Opened}/opening/root", Cancel),
    };

    /// <summary>The verdict, then each finding.</summary>
    private static async Task<List<string>> CheckAsync(Visitor visitor, Dictionary<string, byte[]> files)
    {
        foreach (var name in Names)
            await visitor.Page.Locator($"[name={name}]").SetInputFilesAsync(new Microsoft.Playwright.FilePayload { Name = $"{name}.json", MimeType = "application/json", Buffer = files[name] });
        await visitor.Page.EvaluateAsync("() => document.querySelector('[data-verdict]').hidden = true");
        await visitor.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Check" }).ClickAsync();
        await visitor.Page.Locator("[data-verdict]").WaitForAsync();
        return [await visitor.Page.Locator("[data-verdict]").InnerTextAsync(), .. await visitor.Page.Locator("[data-findings] li").AllInnerTextsAsync()];
    }
}
