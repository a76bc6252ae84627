using Aspire.Hosting;
using BidForge.EndToEnd.Tests.Support;
using Microsoft.Playwright;

namespace BidForge.EndToEnd.Tests.Browser.Support;

/// <summary>The marketplace's pages and a Chromium to look at them with, once for all tests of pages.</summary>
[CollectionDefinition]
public sealed class Site(Marketplace marketplace) : IAsyncLifetime, ICollectionFixture<Site>
{
    // Playwright's own download needs a host that build machines may not reach.
    private static readonly string[] Debians = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

    private IPlaywright? playwright;
    private IBrowser? browser;
    private Task<BidDay>? bidDay;

    public DistributedApplication App => marketplace.App;

    public Uri Gateway => marketplace.Gateway;

    public async ValueTask InitializeAsync()
    {
        // Other tests may have killed parts of it.
        await marketplace.UntilHealthyAsync(TestContext.Current.CancellationToken);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? Debians.FirstOrDefault(File.Exists) ?? Debians[^1],
            Timeout = (float)Eventually.Patience.TotalMilliseconds,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
    }

    /// <summary>Made by the first test that asks for it; tests run one after the other.</summary>
    public Task<BidDay> BidDayAsync(CancellationToken cancellationToken) => bidDay ??= BidDay.CreateAsync(Gateway, cancellationToken);

    /// <summary>Somebody with a browser of their own: no cookie is shared.</summary>
    public async Task<Visitor> VisitAsync(bool javaScript = true, int width = 1280, int height = 900)
    {
        var context = await browser!.NewContextAsync(new()
        {
            BaseURL = Gateway.ToString(),
            JavaScriptEnabled = javaScript,
            ViewportSize = new() { Width = width, Height = height },
            Locale = "en-US",
        });
        return new(await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
    }
}
