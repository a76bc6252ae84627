using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BidForge.Secrecy.Tests.Support;

/// <summary>Takes what the processes export (OTLP over HTTP, protobuf). Texts are UTF-8 in it, so they are found without reading the format.</summary>
public sealed class Telemetry : IAsyncDisposable
{
    private readonly ConcurrentQueue<byte[]> bodies = new();
    private readonly ConcurrentQueue<byte[]> logs = new();
    private readonly WebApplication collector;

    public Telemetry()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        collector = builder.Build();
        collector.MapPost("/{**signal}", async (string signal, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            (signal is "v1/logs" ? logs : bodies).Enqueue(body.ToArray());
        });
    }

    public string Address => collector.Urls.First();

    /// <summary>All traces and metrics so far, a byte a character.</summary>
    public string Text => string.Join('\n', bodies.Select(Encoding.Latin1.GetString));

    /// <summary>All log lines so far.</summary>
    public string Lines => string.Join('\n', logs.Select(Encoding.Latin1.GetString));

    public Task StartAsync() => collector.StartAsync();

    public async ValueTask DisposeAsync() => await collector.DisposeAsync();
}
