using System.ComponentModel.DataAnnotations;

namespace BidForge.Notifications.Live;

/// <summary>How notifications are pushed; section <c>Live</c>.</summary>
internal sealed class LiveOptions
{
    /// <summary>A silent stream says something this often, in seconds, so that proxies keep it and the reader knows that it lives.</summary>
    [Range(1, 300)]
    public int HeartbeatSeconds { get; init; } = 15;

    /// <summary>A reader that takes longer than this to take what it was sent is cut off, in seconds; it resumes by Last-Event-ID.</summary>
    [Range(1, 300)]
    public int SlowReaderSeconds { get; init; } = 10;

    /// <summary>Streams that one process holds at most; more are answered 503.</summary>
    [Range(1, 1_000_000)]
    public int MaximumStreams { get; init; } = 20_000;

    /// <summary>Notifications per company that are kept in memory for streams that fall behind a little; further behind, they read the database.</summary>
    [Range(1, 10_000)]
    public int Window { get; init; } = 64;
}
