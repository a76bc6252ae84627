using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace BidForge.EndToEnd.Tests.Browser.Support;

/// <summary>A person at a browser, who finds fields and buttons by their names. What the page itself does wrong is collected.</summary>
public sealed class Visitor : IAsyncDisposable
{
    public const string Password = "correct-horse-battery";

    private readonly ConcurrentQueue<string> faults = new();

    public Visitor(IPage page)
    {
        Page = page;
        page.SetDefaultTimeout((float)Eventually.Patience.TotalMilliseconds);
        page.PageError += (_, error) => faults.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Type is "error")
                faults.Enqueue($"{message.Text} {message.Location}");
        };
    }

    public IPage Page { get; }

    /// <summary>Script errors and refusals by the content security policy so far.</summary>
    public IReadOnlyList<string> Faults => [.. faults];

    public string Email { get; private set; } = "";

    /// <summary>Path of the page that is open.</summary>
    public string Path => new Uri(Page.Url).AbsolutePath;

    public async Task GoAsync(string path)
    {
        var response = await Page.GotoAsync(path);
        Assert.True(response is { Status: < 400 }, $"{path} was answered {response?.Status}");
        Assert.Equal(path.Split('?')[0], Path);
    }

    /// <summary>Fills a field by its name in the form.</summary>
    public Task FillAsync(string name, string value) => Page.Locator($"[name='{name}']").FillAsync(value);

    public Task ChooseAsync(string name, string value) => Page.Locator($"select[name='{name}']").SelectOptionAsync(value);

    public Task CheckAsync(string name, string value) => Page.Locator($"[name='{name}'][value='{value}']").CheckAsync();

    /// <summary>Presses the button or link that people would press.</summary>
    public Task PressAsync(string words)
    {
        var main = Page.Locator("main");
        return LeaveByAsync(main.GetByRole(AriaRole.Button, new() { Name = words }).Or(main.GetByRole(AriaRole.Link, new() { Name = words })).First);
    }

    /// <summary>Sends the bid form off, whatever its button says: submit, revise.</summary>
    public async Task SubmitBidAsync()
    {
        await LeaveByAsync(Page.Locator("button[value='submit']"));
        Assert.EndsWith("/accepted", Path, StringComparison.Ordinal);
    }

    /// <summary>All that the page says.</summary>
    public async Task<string> TextAsync() => await Page.Locator("main").InnerTextAsync();

    /// <summary>Loads the page again until it says so: events need a moment.</summary>
    public async Task SeesAsync(string path, string words, CancellationToken ct)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            await GoAsync(path);
            var text = await TextAsync();
            if (text.Contains(words, StringComparison.OrdinalIgnoreCase))
                return;
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Eventually.Patience, $"{path} does not say '{words}':\n{text}");
            await Task.Delay(500, ct);
        }
    }

    /// <summary>Registers a company by the form.</summary>
    public async Task RegisterAsync(string kind, string company, string trade = "roofing")
    {
        Email = $"owner@{Guid.NewGuid():N}.example";
        await GoAsync("/register");
        await CheckAsync("Form.Company.Kind", kind);
        await FillAsync("Form.Company.Name", company);
        await FillAsync("Form.Company.Place.City", "Chicago");
        await FillAsync("Form.Company.Place.Region", "IL");
        if (kind is "Subcontractor")
            await CheckAsync("Form.Company.Trades", trade);
        await FillAsync("Form.User.Name", "Robin Avery");
        await FillAsync("Form.User.Email", Email);
        await FillAsync("Form.User.Password", Password);
        await PressAsync("Create the account");
        Assert.Equal("/dashboard", Path);
    }

    public async Task LogInAsync(string email, string password = Password)
    {
        await GoAsync("/login");
        await FillAsync("Form.Email", email);
        await FillAsync("Form.Password", password);
        await PressAsync("Log in");
    }

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();

    /// <summary>Clicks, and waits for the page that this leads to.</summary>
    private async Task LeaveByAsync(ILocator target)
    {
        // Heard from before the click on: asked afterwards, the page that is being left may still be the one that has loaded.
        var loaded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Loaded(object? sender, IPage page) => loaded.TrySetResult();
        Page.Load += Loaded;
        try
        {
            await target.ClickAsync();
            await loaded.Task.WaitAsync(Eventually.Patience);
        }
        finally
        {
            Page.Load -= Loaded;
        }
    }
}
