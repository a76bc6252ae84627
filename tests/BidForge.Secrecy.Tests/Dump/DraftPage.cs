using System.Net;
using System.Text.RegularExpressions;

namespace BidForge.Secrecy.Tests.Dump;

/// <summary>The site's bid form, as a browser fills it in: what is typed is kept as a draft.</summary>
internal static partial class DraftPage
{
    private const string Password = "correct-horse-battery";

    public static async Task TypeAsync(Uri site, string email, Guid packageId, Guid lineId, string price, string notes, CancellationToken ct)
    {
        using var browser = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = site };
        await PostAsync(browser, "/login", "/login", new() { ["_handler"] = "login", ["Form.Email"] = email, ["Form.Password"] = Password }, ct);
        await PostAsync(browser, $"/packages/{packageId}/bid", $"/packages/{packageId}/bid/draft", new()
        {
            ["Form.Lines[0].LineItemId"] = lineId.ToString(), ["Form.Lines[0].UnitPrice"] = price, ["Form.Notes"] = notes,
        }, ct);
        var page = await browser.GetStringAsync($"/packages/{packageId}/bid", ct);
        Assert.Contains(notes, page);
    }

    private static async Task PostAsync(HttpClient browser, string page, string target, Dictionary<string, string> form, CancellationToken ct)
    {
        form["__RequestVerificationToken"] = Token().Match(await browser.GetStringAsync(page, ct)).Groups[1].Value;
        using var answer = await browser.PostAsync(target, new FormUrlEncodedContent(form), ct);
        Assert.True(answer.IsSuccessStatusCode, $"{target}: {answer.StatusCode}");
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
