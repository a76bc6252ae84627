using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BidForge.Monitoring.Tests.Support;

/// <param name="Source">The activity source: whose it is.</param>
/// <param name="Parent">Id of the span that it is under; empty where there is none.</param>
internal sealed record Span(string Service, string Source, string TraceId, string Id, string Parent, string Name);

/// <summary>A collector that speaks OTLP over HTTP with protobuf, and keeps what it is told.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Span> spans = new();
    private readonly ConcurrentQueue<(string TraceId, string Body)> logs = new();
    private readonly ConcurrentDictionary<string, bool> metrics = new();
    private readonly ConcurrentQueue<(string Path, byte[] Body)> requests = new();

    private OtlpReceiver(WebApplication app) => this.app = app;

    public string Address => app.Urls.First();

    public IReadOnlyCollection<Span> Spans => spans;

    public IReadOnlyCollection<(string TraceId, string Body)> Logs => logs;

    public ICollection<string> Metrics => metrics.Keys;

    /// <summary>How often it has been told something.</summary>
    public int Requests => requests.Count;

    /// <summary>Settings under which a process tells it everything soon.</summary>
    public (string Name, string Value)[] Settings =>
    [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
        ("OTEL_BSP_SCHEDULE_DELAY", "200"), ("OTEL_BLRP_SCHEDULE_DELAY", "200"), ("OTEL_METRIC_EXPORT_INTERVAL", "2000"),
    ];

    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new OtlpReceiver(builder.Build());
        receiver.Map("/v1/traces", receiver.TakeSpans);
        receiver.Map("/v1/logs", receiver.TakeLogs);
        receiver.Map("/v1/metrics", receiver.TakeMetrics);
        await receiver.app.StartAsync();
        return receiver;
    }

    /// <summary>What it was told, as it came, a byte a character: texts are UTF-8 in it, so they are found without reading the format.</summary>
    /// <param name="signal">traces, metrics or logs.</param>
    /// <param name="after">Leaves out this many requests, the first ones.</param>
    public string Raw(string signal, int after = 0) =>
        string.Join('\n', requests.Skip(after).Where(request => request.Path == $"/v1/{signal}").Select(request => Encoding.Latin1.GetString(request.Body)));

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private void Map(string path, Action<ReadOnlyMemory<byte>> take) => app.MapPost(path, async (HttpRequest request) =>
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        requests.Enqueue((path, body.ToArray()));
        take(body.ToArray());
        // An empty message says that all was taken.
        return Results.Bytes(Array.Empty<byte>(), "application/x-protobuf");
    });

    // opentelemetry-proto: resource_spans 1 { resource 1 { attributes 1 { key 1, value 2 { string 1 } } }, scope_spans 2 { scope 1 { name 1 }, spans 2 { trace_id 1, span_id 2, parent_span_id 4, name 5 } } }
    private void TakeSpans(ReadOnlyMemory<byte> request)
    {
        foreach (var resource in Field.Under(request, 1))
        {
            var service = Field.Under(resource.Bytes, 1, 1).Where(pair => Field.Under(pair.Bytes, 1).First().Text is "service.name")
                .Select(pair => Field.Under(pair.Bytes, 2, 1).First().Text).Single();
            foreach (var scope in Field.Under(resource.Bytes, 2))
            {
                var source = Field.Under(scope.Bytes, 1, 1).First().Text;
                foreach (var span in Field.Under(scope.Bytes, 2))
                    spans.Enqueue(new(
                        service, source, Field.Under(span.Bytes, 1).First().Hex, Field.Under(span.Bytes, 2).First().Hex,
                        Field.Under(span.Bytes, 4).FirstOrDefault().Hex, Field.Under(span.Bytes, 5).First().Text));
            }
        }
    }

    // resource_logs 1 { scope_logs 2 { log_records 2 { body 5 { string 1 }, trace_id 9 } } }
    private void TakeLogs(ReadOnlyMemory<byte> request)
    {
        foreach (var line in Field.Under(request, 1, 2, 2))
            logs.Enqueue((Field.Under(line.Bytes, 9).FirstOrDefault().Hex, Field.Under(line.Bytes, 5, 1).FirstOrDefault().Text));
    }

    // resource_metrics 1 { scope_metrics 2 { metrics 2 { name 1 } } }
    private void TakeMetrics(ReadOnlyMemory<byte> request)
    {
        foreach (var metric in Field.Under(request, 1, 2, 2))
            metrics[Field.Under(metric.Bytes, 1).First().Text] = true;
    }
}
