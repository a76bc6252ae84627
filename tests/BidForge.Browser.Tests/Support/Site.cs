using Aspire.Hosting.Testing;
using BidForge.Browser.Tests.Support;
using Microsoft.Playwright;

// One Chromium on two cores: side by side within a test, one test at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(Site))]

namespace BidForge.Browser.Tests.Support;

/// <summary>The whole system and a Chromium, once for the assembly.</summary>
public sealed class Site : RunningSystem
{
    // Playwright's own download needs a host that build machines may not reach.
    private static readonly string[] Debians = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

    private IPlaywright? playwright;
    private IBrowser? browser;
    private Task<BidDay>? bidDay;

    public Uri Gateway => App.GetEndpoint("gateway");

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
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

    public override async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        await base.DisposeAsync();
    }
}
