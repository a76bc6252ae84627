using System.Collections.Concurrent;
using System.IO.Compression;
using BidForge.Monitoring.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BidForge.Monitoring.Tests.Errors;

/// <summary>Faults go to a server that speaks Sentry's protocol when a DSN names one: their kind and place, and nothing of what was handled.</summary>
public sealed class SentryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_unhandled_error_is_sent_without_message_request_or_person()
    {
        var envelopes = new ConcurrentQueue<string>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var server = builder.Build();
        server.MapPost("/api/7/envelope/", async (HttpRequest request) =>
        {
            await using var body = request.Headers.ContentEncoding == "gzip" ? new GZipStream(request.Body, CompressionMode.Decompress) : request.Body;
            using var reader = new StreamReader(body);
            envelopes.Enqueue(await reader.ReadToEndAsync(Cancel));
            return Results.Json(new { id = Guid.NewGuid().ToString("N") });
        });
        await server.StartAsync(Cancel);
        await using var probe = await Probe.StartAsync(("Sentry:Dsn", $"http://public@127.0.0.1:{new Uri(server.Urls.First()).Port}/7"));

        using var broken = await probe.Http.GetAsync($"/broken?price={Probe.Secret}", Cancel);

        await Eventually.TrueAsync(() => Task.FromResult(envelopes.Any(it => it.Contains("System.InvalidOperationException", StringComparison.Ordinal))), "the error was sent", Cancel);
        var all = string.Join('\n', envelopes);
        Assert.Contains("\"process\":\"probe\"", all, StringComparison.Ordinal);
        Assert.DoesNotContain(Probe.Secret, all, StringComparison.Ordinal);
        Assert.DoesNotContain("/broken", all, StringComparison.Ordinal);
    }
}
