using System.Text.Json;
using Microsoft.Playwright;

namespace BidForge.EndToEnd.Tests.Browser.Support;

/// <summary>How a page came, as its reader saw it.</summary>
/// <param name="Shift">Sum of its layout shifts without input (Layout Instability, W3C): never less than its Cumulative Layout Shift, which takes the worst five seconds.</param>
/// <param name="Moved">Elements that were somewhere else before.</param>
/// <param name="LargestPaint">Milliseconds from asking for it until the largest text or picture was painted (Largest Contentful Paint, W3C).</param>
internal sealed record Loading(double Shift, string[] Moved, double LargestPaint)
{
    /// <summary>Of a page that has loaded.</summary>
    public static async Task<Loading> OfAsync(IPage page)
    {
        // What is not delivered with the next frame was not painted.
        var seen = await page.EvaluateAsync<string>("""
            () => new Promise(done => {
                let shift = 0, largestPaint = 0;
                const moved = new Set();
                new PerformanceObserver(list => {
                    for (const entry of list.getEntries()) {
                        if (entry.hadRecentInput) continue;
                        shift += entry.value;
                        for (const { node } of entry.sources) moved.add(node?.outerHTML?.slice(0, 80) ?? node?.textContent ?? '');
                    }
                }).observe({ type: 'layout-shift', buffered: true });
                new PerformanceObserver(list => { for (const entry of list.getEntries()) largestPaint = entry.startTime; }).observe({ type: 'largest-contentful-paint', buffered: true });
                requestAnimationFrame(() => setTimeout(() => done(JSON.stringify({ shift, moved: [...moved], largestPaint })), 50));
            })
            """);
        return JsonSerializer.Deserialize<Loading>(seen, JsonSerializerOptions.Web)!;
    }
}
