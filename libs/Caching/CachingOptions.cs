using System.ComponentModel.DataAnnotations;

namespace BidForge.Caching;

/// <summary>How a service caches; section <c>Caching</c>.</summary>
public sealed class CachingOptions
{
    /// <summary>Memory that cached values of one process may take, in megabytes.</summary>
    [Range(1, 1024)]
    public int MemoryMegabytes { get; init; } = 16;

    /// <summary>Values larger than this are not cached, in bytes.</summary>
    [Range(1, 64 * 1024 * 1024)]
    public int MaximumPayloadBytes { get; init; } = 1024 * 1024;

    /// <summary>How long a value lives in Redis unless the call says otherwise, in seconds.</summary>
    [Range(1, 86_400)]
    public int ExpirationSeconds { get; init; } = 300;

    /// <summary>
    /// How long a value lives in memory unless the call says otherwise, in seconds. This bounds how stale a replica may be that is cut
    /// off from Redis and so misses removals.
    /// </summary>
    [Range(1, 86_400)]
    public int LocalExpirationSeconds { get; init; } = 30;

    /// <summary>How long a call waits for Redis before it goes on without, in milliseconds.</summary>
    [Range(10, 10_000)]
    public int RedisTimeoutMilliseconds { get; init; } = 250;

    /// <summary>How long Redis is left alone after a failure, in milliseconds.</summary>
    [Range(10, 60_000)]
    public int RedisPauseMilliseconds { get; init; } = 2000;
}
