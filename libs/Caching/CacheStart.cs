using BidForge.Caching.Redis;
using Microsoft.Extensions.Hosting;

namespace BidForge.Caching;

/// <summary>Connects and listens before the first request rather than in it.</summary>
internal sealed class CacheStart(InvalidationChannel channel, CachingMetrics metrics, RedisCircuit circuit) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        metrics.Watch(circuit);
        channel.Listen();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
