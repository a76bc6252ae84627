using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;

namespace BidForge.Sharding.Map;

/// <summary>Keeps the map fresh: at once when the catalog says so, every half minute by itself, and from the shards while the catalog is down.</summary>
internal sealed class CatalogWatch(Catalog catalog, ShardMap map, IOptions<ShardingOptions> options, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Reconnect = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var every = TimeSpan.FromSeconds(options.Value.MapPollSeconds);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await catalog.ListenAsync(() => map.RefreshAsync(stoppingToken), every, stoppingToken);
            }
            catch (Exception fault) when (fault is NpgsqlException or TimeoutException or IOException)
            {
                if (!map.Current.IsComplete)
                    await map.RefreshAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            await Task.Delay(Reconnect, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
