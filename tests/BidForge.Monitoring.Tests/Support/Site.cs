using System.Net;
using System.Text.RegularExpressions;

namespace BidForge.Monitoring.Tests.Support;

/// <summary>A person at the site's pages, signed in: a browser with cookies and without scripts.</summary>
internal sealed partial class Site : IDisposable
{
    // Of all people that tests make.
    private const string Password = "correct-horse-battery";

    private readonly HttpClient browser;

    private Site(Uri site) => browser = new(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = site, Timeout = Timeout.InfiniteTimeSpan };

    public static async Task<Site> SignInAsync(Uri address, string email, CancellationToken ct)
    {
        var site = new Site(address);
        await site.PostAsync("/login", "login", new() { ["Form.Email"] = email, ["Form.Password"] = Password }, null, ct);
        return site;
    }

    /// <summary>Sends a page's form, with what it has hidden in it, and gives the path of the page that comes then.</summary>
    /// <param name="page">Has the form.</param>
    /// <param name="handler">The form's name.</param>
    /// <param name="typed">What is filled in.</param>
    /// <param name="traceParent">W3C trace context of the sending.</param>
    /// <param name="ct">Gives up.</param>
    /// <param name="target">Where it is sent, if not to its page.</param>
    public async Task<string> PostAsync(
        string page, string handler, Dictionary<string, string> typed, string? traceParent, CancellationToken ct, string? target = null)
    {
        var form = new Dictionary<string, string>(typed) { ["_handler"] = handler };
        foreach (Match hidden in Hidden().Matches(await browser.GetStringAsync(page, ct)))
            form.TryAdd(hidden.Groups[1].Value, WebUtility.HtmlDecode(hidden.Groups[2].Value));
        using var request = new HttpRequestMessage(HttpMethod.Post, target ?? page) { Content = new FormUrlEncodedContent(form) };
        if (traceParent is not null)
            request.Headers.Add("traceparent", traceParent);
        using var answer = await browser.SendAsync(request, ct);
        answer.EnsureSuccessStatusCode();
        return answer.RequestMessage!.RequestUri!.AbsolutePath;
    }

    public Task<string> ReadAsync(string page, CancellationToken ct) => browser.GetStringAsync(page, ct);

    /// <summary>The live notifications, from now on: it has been greeted already.</summary>
    public async Task<StreamReader> ListenAsync(CancellationToken ct)
    {
        var stream = new StreamReader(await browser.GetStreamAsync("/live", ct));
        Assert.StartsWith("retry:", await stream.ReadLineAsync(ct), StringComparison.Ordinal);
        return stream;
    }

    public void Dispose() => browser.Dispose();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();
}
