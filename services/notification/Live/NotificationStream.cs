using System.Globalization;
using System.Text;
using BidForge.Notifications.Delivery;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Http.Features;
using Npgsql;

namespace BidForge.Notifications.Live;

/// <summary>One reader. It owns a number, a timer and the connection's own write buffer; waiting costs neither thread nor database connection.</summary>
internal sealed class NotificationStream(
    HttpContext context, Caller caller, CompanyFeed feed, FeedReader reader, NotificationMetrics metrics, LiveOptions options, TimeProvider time)
{
    /// <summary>Writes what comes after <paramref name="reached"/> until <paramref name="end"/> or the reader goes.</summary>
    public async Task RunAsync(long reached, CancellationToken end)
    {
        var response = context.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        using var heartbeat = new PeriodicTimer(TimeSpan.FromSeconds(options.HeartbeatSeconds), time);
        try
        {
            await WriteAsync(Greeting(), end);
            Task<bool>? beat = null;
            while (!end.IsCancellationRequested)
            {
                var window = feed.Current;
                var page = reached >= window.Oldest ? window.After(reached) : await reader.AfterAsync(caller.CompanyId, reached, end);
                foreach (var frame in page.Where(frame => frame.IsFor(caller.UserId)))
                {
                    using var delivery = DeliveryActivity.Resume(frame.TraceParent);
                    await WriteAsync(frame.Bytes, end);
                }
                if (page.Count > 0)
                {
                    reached = page[^1].Number;
                    continue;
                }

                beat ??= heartbeat.WaitForNextTickAsync(end).AsTask();
                if (await Task.WhenAny(window.Next, beat) == beat)
                {
                    await beat;
                    beat = null;
                    await WriteAsync(Frame.Heartbeat, end);
                }
                else if (!await window.Next)
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The token ran out, the reader left or was too slow, or this process stops: all of them come back with Last-Event-ID.
        }
        catch (NpgsqlException)
        {
            // What is behind the window can't be read now. The reader comes back, too.
        }
    }

    // Readers whose process stops must not all come back in the same instant.
    private static byte[] Greeting() =>
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"retry: {Random.Shared.Next(1000, 3000)}\n\n"));

    private async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken end)
    {
        var write = context.Response.Body.WriteAsync(bytes, end);
        if (write.IsCompletedSuccessfully)
            return;
        try
        {
            await write.AsTask().WaitAsync(TimeSpan.FromSeconds(options.SlowReaderSeconds), time, end);
        }
        catch (TimeoutException)
        {
            metrics.StreamCut();
            context.Abort();
            throw new OperationCanceledException();
        }
    }
}
