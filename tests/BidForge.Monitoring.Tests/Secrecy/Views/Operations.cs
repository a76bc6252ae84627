using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using BidForge.Monitoring.Tests.Secrecy.Support;
using BidForge.Monitoring.Tests.Support;

namespace BidForge.Monitoring.Tests.Secrecy.Views;

/// <summary>What those see who run it: which metrics there are with which labels, the health pages, the error queues, the names of what is in Redis.</summary>
internal static partial class Operations
{
    // The first is there for a database that was used since the last look, and not for others: it names a database, never a company or a package.
    // The second is there for each kind of exception since the first of its kind, such as a connection that broke, by chance: it names a class of .NET's.
    // The third is there for a pool since somebody waited for it, the fourth for each way in which a connection of whoever looks ended: both by chance, too.
    private static readonly string[] ComeAndGo =
        ["db_client_operation_npgsql_prepared_ratio", "dotnet_exceptions_total", "db_client_connections_waiting", "kestrel_connection_duration"];

    /// <summary>Values of metrics are left out: they are sums over the whole marketplace, since no label names a package, a company or a bid. That is what this compares.</summary>
    public static async Task<SortedDictionary<string, string>> LookAsync(Marketplace marketplace, CancellationToken ct)
    {
        var seen = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var service in Marketplace.Services)
        {
            using var http = marketplace.App.CreateHttpClient(service);
            foreach (var line in (await http.GetStringAsync("/metrics", ct)).Split('\n').Where(line => line.Length > 0 && line[0] is not '#' && !ComeAndGo.Any(name => line.StartsWith(name, StringComparison.Ordinal))))
                seen[$"operations: metric of {service} {line[..line.LastIndexOf(' ')]}"] = "";
            seen[$"operations: health of {service}"] = Figures().Replace(await HealthAsync(http, ct), "");
        }
        seen["operations: errors list"] = await ErrorsAsync(marketplace, ct);
        return seen;
    }

    /// <summary>The page once everything that is asked answers: on a busy machine something may be late, by chance.</summary>
    private static async Task<string> HealthAsync(HttpClient http, CancellationToken ct)
    {
        var page = "";
        await Eventually.TrueAsync(async () =>
        {
            using var answer = await http.GetAsync("/health", ct);
            page = await answer.Content.ReadAsStringAsync(ct);
            using var report = JsonDocument.Parse(page);
            return report.RootElement.GetProperty("checks").EnumerateObject()
                .All(check => check.Name is "disk" or "memory" || check.Value.GetProperty("status").GetString() is "healthy");
        }, "everything that the process needs answers", ct);
        return page;
    }

    private static async Task<string> ErrorsAsync(Marketplace marketplace, CancellationToken ct)
    {
        var bin = AppContext.BaseDirectory.TrimEnd('/');
        var tool = Path.GetFullPath(Path.Combine(bin, "..", "..", "BidForge.Cli", Path.GetFileName(bin), "bidforge.dll"));
        using var process = Process.Start(new ProcessStartInfo("dotnet", [tool, "errors", "list", "--json", "--state-dir", marketplace.App.FoldersOf()[0]])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(ct), process.StandardError.ReadToEndAsync(ct));
        await process.WaitForExitAsync(ct);
        return $"{process.ExitCode} {await output} {await errors}";
    }

    [GeneratedRegex("\"(milliseconds|usedPercent)\":[0-9.]+")]
    private static partial Regex Figures();
}
