using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace BidForge.Caching.Redis;

/// <summary>
/// Calls Redis with a short time limit and leaves it alone for a moment after a failure, so that a Redis that is away costs one request
/// a quarter of a second and the others nothing.
/// </summary>
internal sealed partial class RedisCircuit(
    IConnectionMultiplexer redis, CachingMetrics metrics, TimeProvider time, IOptions<CachingOptions> options, ILogger<RedisCircuit> logger)
{
    private readonly TimeSpan _longest = TimeSpan.FromMilliseconds(options.Value.RedisTimeoutMilliseconds);
    private readonly TimeSpan _pause = TimeSpan.FromMilliseconds(options.Value.RedisPauseMilliseconds);
    private long _openedAt;

    public bool IsOpen => Interlocked.Read(ref _openedAt) is var opened and not 0 && time.GetElapsedTime(opened) < _pause;

    /// <summary>Whether the call was made and answered.</summary>
    public async Task<(bool Answered, T Value)> TryAsync<T>(Func<IDatabase, Task<T>> call)
    {
        if (IsOpen) return (false, default!);
        try
        {
            var value = await call(redis.GetDatabase()).WaitAsync(_longest, time);
            if (Interlocked.Exchange(ref _openedAt, 0) != 0) LogBack();
            return (true, value);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException or ObjectDisposedException)
        {
            metrics.Failed();
            if (Interlocked.Exchange(ref _openedAt, time.GetTimestamp()) == 0) LogAway(exception.Message);
            return (false, default!);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Redis is away, the cache works from memory: {Reason}")]
    private partial void LogAway(string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Redis is back, the cache uses it again")]
    private partial void LogBack();
}
