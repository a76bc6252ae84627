using BidForge.Caching.Memory;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace BidForge.Caching.Redis;

/// <summary>Hears from Redis what other replicas removed. After a lost connection everything in memory is dropped, since removals were missed.</summary>
internal sealed partial class InvalidationChannel(IConnectionMultiplexer redis, Invalidations invalidations, ILogger<InvalidationChannel> logger)
{
    public static readonly RedisChannel Name = RedisChannel.Literal("cache:removed");

    public void Listen()
    {
        redis.ConnectionRestored += (_, restored) =>
        {
            if (restored.ConnectionType is ConnectionType.Subscription) invalidations.RemoveEverything();
        };
        try
        {
            redis.GetSubscriber().Subscribe(Name, (_, name) => Apply(name));
        }
        catch (RedisException exception)
        {
            LogLater(exception.Message);
        }
    }

    private void Apply(string? name)
    {
        if (name is null) return;
        if (name == CacheKey.OfTag(CacheKey.EverythingTag)) invalidations.RemoveEverything();
        else invalidations.Remove(name);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Removals by other replicas are heard once Redis is there: {Reason}")]
    private partial void LogLater(string reason);
}
