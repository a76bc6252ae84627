using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BidForge.Messaging.Outbox;

/// <summary>
/// Runs one relay per outbox, starts more when shards are added, and ends those whose shard went away or got other connections.
/// A shard that is down stops its own relay only.
/// </summary>
internal sealed class RelayHost(IServiceProvider services, OutboxSources sources, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);
    private readonly Dictionary<NamedShard, (Task Run, CancellationTokenSource Stop)> _relays = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            await MatchAsync(sources.All(), stoppingToken);
            await Task.Delay(Look, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await MatchAsync([], stoppingToken);
    }

    private async Task MatchAsync(IReadOnlyList<NamedShard> outboxes, CancellationToken stoppingToken)
    {
        var gone = _relays.Where(relay => !outboxes.Contains(relay.Key)).ToList();
        foreach (var (_, relay) in gone) await relay.Stop.CancelAsync();
        foreach (var (outbox, relay) in gone)
        {
            await relay.Run;
            relay.Stop.Dispose();
            _relays.Remove(outbox);
        }

        foreach (var outbox in outboxes.Except(_relays.Keys))
        {
            var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            _relays[outbox] = (ActivatorUtilities.CreateInstance<OutboxRelay>(services, outbox).RunAsync(stop.Token), stop);
        }
    }
}
