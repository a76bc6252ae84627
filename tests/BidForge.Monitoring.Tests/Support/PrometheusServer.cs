using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Web;

namespace BidForge.Monitoring.Tests.Support;

/// <summary>A Prometheus of this test's own, with a folder and a port of its own.</summary>
internal sealed class PrometheusServer : IAsyncDisposable
{
    private readonly Process process;
    private readonly string folder;
    private readonly HttpClient http;

    private PrometheusServer(Process process, string folder, HttpClient http) => (this.process, this.folder, this.http) = (process, folder, http);

    /// <param name="targets">What it scrapes: the job's name and the address, with path and query where it is not <c>/metrics</c>.</param>
    /// <param name="rules">Its rule files.</param>
    /// <param name="ct">Gives up.</param>
    public static async Task<PrometheusServer> StartAsync(IEnumerable<(string Job, Uri Address)> targets, string rules, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("bidforge-prometheus-").FullName;
        var jobs = targets.Select(target => $$"""  - { job_name: {{target.Job}}, {{Page(target.Address)}}static_configs: [{ targets: ["{{target.Address.Authority}}"] }] }""");
        var file = Path.Combine(folder, "prometheus.yml");
        await File.WriteAllTextAsync(file, $"global: {{ scrape_interval: 2s, scrape_timeout: 2s, evaluation_interval: 1s }}\nrule_files: ['{rules}']\nscrape_configs:\n{string.Join('\n', jobs)}\n", ct);
        var address = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{FreePort()}");
        var process = Process.Start(new ProcessStartInfo("prometheus", [$"--config.file={file}", $"--storage.tsdb.path={folder}/data", $"--web.listen-address={address}", "--log.level=error"]))!;
        var server = new PrometheusServer(process, folder, new HttpClient { BaseAddress = new Uri($"http://{address}") });
        await Patiently.TrueAsync(server.ReadyAsync, "Prometheus is ready", ct);
        return server;
    }

    /// <summary>Waits until it has scraped every target and found nothing wrong.</summary>
    public Task SeesAllAsync(CancellationToken ct) => Patiently.TrueAsync(async () =>
    {
        var targets = (await GetAsync("targets", ct)).GetProperty("activeTargets").EnumerateArray().ToList();
        return targets.Count > 0 && targets.All(target => target.GetProperty("health").GetString() is "up");
    }, "every process was scraped", ct);

    /// <summary>Names of all metrics it has.</summary>
    public async Task<HashSet<string>> NamesAsync(CancellationToken ct) =>
        [.. (await GetAsync("label/__name__/values", ct)).EnumerateArray().Select(name => name.GetString()!)];

    /// <summary>What is wrong with a query; empty where nothing is.</summary>
    public async Task<string> FaultOfAsync(string expression, CancellationToken ct)
    {
        using var answer = await http.GetAsync(new Uri($"/api/v1/query?query={Uri.EscapeDataString(expression)}", UriKind.Relative), ct);
        return answer.IsSuccessStatusCode ? "" : await answer.Content.ReadAsStringAsync(ct);
    }

    /// <summary>What a query finds: of each series the labels that it has.</summary>
    public async Task<IReadOnlyList<IReadOnlySet<string>>> LabelsAsync(string expression, CancellationToken ct) =>
        [.. (await GetAsync($"query?query={Uri.EscapeDataString(expression)}", ct)).GetProperty("result").EnumerateArray()
            .Select(series => series.GetProperty("metric").EnumerateObject().Select(label => label.Name).ToHashSet(StringComparer.Ordinal))];

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<bool> ReadyAsync()
    {
        if (process.HasExited)
            throw new InvalidOperationException("Prometheus ended at start.");
        try
        {
            using var answer = await http.GetAsync(new Uri("/-/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task<JsonElement> GetAsync(string path, CancellationToken ct)
    {
        using var document = JsonDocument.Parse(await http.GetStringAsync(new Uri($"/api/v1/{path}", UriKind.Relative), ct));
        return document.RootElement.GetProperty("data").Clone();
    }

    private static string Page(Uri address)
    {
        var parameters = HttpUtility.ParseQueryString(address.Query);
        return address.AbsolutePath is "/" ? "" : $"metrics_path: {address.AbsolutePath}, params: {{ {string.Join(", ", parameters.AllKeys.Select(name => $"{name}: [{parameters[name]}]"))} }}, ";
    }

    // It is listened on a moment later: no port that the kernel may give to somebody else meanwhile.
    private static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(7_000, 10_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody else's.
            }
        }
    }
}
