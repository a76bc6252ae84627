using System.Globalization;
using BidForge.Features;
using BidForge.ServiceDefaults.Features;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace BidForge.Notifications.Live;

internal static class StreamNotifications
{
    private const string SwitchedOff = "notification.live-switched-off";

    /// <summary>
    /// What the caller's company is told from now on, as server-sent events (HTML standard, section 9.2), in order and without gaps.
    /// With <c>Last-Event-ID</c> (or <c>?lastEventId</c>) what came after that notification is sent first; <c>0</c> means from the first one on.
    /// The stream ends when the access token does: reconnect with a new one. 503 with Retry-After when this process has no room,
    /// and with code <c>notification.live-switched-off</c> while the caller's company is not to have live notifications.
    /// </summary>
    public static async Task<IResult> HandleAsync(
        HttpContext context, Caller caller, FeatureSwitches features, Feeds feeds, FeedReader reader, NotificationMetrics metrics, IOptions<LiveOptions> options,
        TimeProvider time, IHostApplicationLifetime lifetime, string? lastEventId, CancellationToken cancellationToken)
    {
        var last = context.Request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } header ? header : lastEventId;
        if (!TryRead(last, out var lastId))
            return Problem.Invalid("lastEventId", "Must be the id of a notification, or 0.");
        if (!await features.IsOnAsync(Flags.LiveNotifications, caller))
        {
            context.Response.Headers.RetryAfter = "300";
            return Problem.Of(StatusCodes.Status503ServiceUnavailable, SwitchedOff, "Live notifications are switched off for your company. The list has everything.");
        }
        if (!feeds.TryHold(caller.CompanyId, out var feed))
        {
            context.Response.Headers.RetryAfter = "5";
            return Problem.Of(StatusCodes.Status503ServiceUnavailable, ProblemCodes.Unavailable, "There is no room for more live streams here. Try again.");
        }
        metrics.StreamOpened();
        try
        {
            await feed.StartAsync(cancellationToken);
            // Unknown to this company, as after a restored backup: from now on, since what the reader saw can't be told.
            var reached = lastId switch
            {
                null => feed.Current.Head,
                { } id when id == Guid.Empty => 0,
                { } id => await reader.NumberOfAsync(caller.CompanyId, caller.UserId, id, cancellationToken) ?? feed.Current.Head,
            };
            using var expired = new CancellationTokenSource(LifeOf(context, time), time);
            using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping, expired.Token);
            await new NotificationStream(context, caller, feed, reader, metrics, options.Value, time).RunAsync(reached, ends.Token);
        }
        finally
        {
            feeds.Leave(caller.CompanyId, feed);
            metrics.StreamClosed();
        }
        return Results.Empty;
    }

    private static bool TryRead(string? text, out Guid? id)
    {
        id = null;
        if (string.IsNullOrEmpty(text))
            return true;
        if (text is "0")
            id = Guid.Empty;
        else if (Guid.TryParse(text, out var parsed))
            id = parsed;
        return id is not null;
    }

    private static TimeSpan LifeOf(HttpContext context, TimeProvider time)
    {
        var expires = long.TryParse(context.User.FindFirst("exp")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : time.GetUtcNow();
        var left = expires - time.GetUtcNow();
        return left > TimeSpan.Zero ? left : TimeSpan.FromSeconds(1);
    }
}
