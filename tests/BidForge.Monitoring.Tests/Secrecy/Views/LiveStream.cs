using System.Net.Http.Headers;
using BidForge.Testing.Marketplace;

namespace BidForge.Monitoring.Tests.Secrecy.Views;

/// <summary>A page that stays open: what it is told live (server-sent events).</summary>
internal sealed class LiveStream : IAsyncDisposable
{
    private readonly CancellationTokenSource end = new();
    private readonly HttpClient http;
    private readonly Task reading;
    private readonly List<string> lines = [];

    public LiveStream(Uri gateway, string token)
    {
        http = new() { BaseAddress = gateway, Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        reading = ReadAsync(end.Token);
    }

    /// <summary>Lines that say something: no heartbeats, no hints when to come back.</summary>
    public IReadOnlyList<string> News
    {
        get
        {
            lock (lines)
                return [.. lines.Where(line => line.Length > 0 && line[0] is not ':' && !line.StartsWith("retry:", StringComparison.Ordinal))];
        }
    }

    public Task OpenAsync(CancellationToken ct) => Eventually.TrueAsync(() =>
    {
        lock (lines)
            return Task.FromResult(lines.Count > 0);
    }, "the stream is open", ct);

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        http.Dispose();
        end.Dispose();
    }

    private async Task ReadAsync(CancellationToken ct)
    {
        using var reader = new StreamReader(await http.GetStreamAsync("/api/v1/notifications/stream", ct));
        while (await reader.ReadLineAsync(ct) is { } line)
            lock (lines)
                lines.Add(line);
    }
}
