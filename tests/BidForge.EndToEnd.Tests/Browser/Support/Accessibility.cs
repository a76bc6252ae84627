using System.Reflection;
using System.Text.Json;
using Microsoft.Playwright;

namespace BidForge.EndToEnd.Tests.Browser.Support;

/// <summary>axe-core over a page: WCAG 2.2 A and AA.</summary>
internal static class Accessibility
{
    private static readonly string ScriptPath = typeof(Accessibility).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key is "AxeScript").Value!;

    /// <summary>Each violation with the elements that have it; empty when the page is clean.</summary>
    public static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page, CancellationToken ct)
    {
        // A notice that comes just now fades in, and lies over what is looked at.
        await page.EvaluateAsync("() => { const notices = document.getElementById('toasts'); if (notices) notices.style.display = 'none'; }");
        // Evaluated through the debugger, so the page's content security policy needs no hole for the test.
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
            await page.EvaluateAsync(await File.ReadAllTextAsync(ScriptPath, ct));
        // Of rules that hold, one element each is described: naming every cell of a large sheet would take most of the time.
        var json = await page.EvaluateAsync<string>(
            "async () => JSON.stringify((await axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })).violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(', ')))");
        return JsonSerializer.Deserialize<string[]>(json)!;
    }
}
