using BidForge.Messaging.Endpoint;
using MassTransit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BidForge.Messaging.Outbox;

/// <summary>
/// Moves rows from one outbox to the broker until the service stops. While the broker or the database is away it waits with growing
/// pauses, says so once, and holds nothing in memory. Any number of replicas may run it at once.
/// </summary>
internal sealed partial class OutboxRelay(
    NamedShard outbox,
    IBusControl bus,
    SubscriberGate gate,
    EventPublisher publisher,
    PublishWatch watch,
    MessagingMetrics metrics,
    TimeProvider time,
    IOptions<MessagingOptions> options,
    ILogger<OutboxRelay> logger)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ShortestNap = TimeSpan.FromMilliseconds(20);
    private readonly OutboxSleep _sleep = new(outbox.Source);
    private readonly OutboxBatch _batch = new(outbox, publisher, watch, options.Value);
    private readonly OutboxGauge _gauge = new(outbox, metrics, time);
    private readonly TimeSpan _longestNap = TimeSpan.FromMilliseconds(options.Value.RelayPollMilliseconds);
    private TimeSpan _nap = ShortestNap;
    private int _failures;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await StepAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception)
            {
                await PauseAsync(exception, cancellationToken);
            }
        }
        await _sleep.DisposeAsync();
    }

    private async Task StepAsync(CancellationToken cancellationToken)
    {
        await _gauge.MeasureAsync(cancellationToken);
        if (!bus.IsConnected())
        {
            gate.Close();
            throw new BrokerAwayException("the broker is not connected");
        }
        if (!await gate.IsOpenAsync(cancellationToken)) throw new BrokerAwayException("services have yet to make their queues");

        if (await PublishAsync(cancellationToken) < options.Value.RelayBatch) await SleepAsync(cancellationToken);
    }

    private async Task<int> PublishAsync(CancellationToken cancellationToken)
    {
        var published = await _batch.PublishAsync(cancellationToken);
        metrics.Published(published);
        if (_failures > 0) LogBack(outbox.Name, _failures);
        _failures = 0;
        if (published > 0) _nap = ShortestNap;
        return published;
    }

    private async Task SleepAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.RelayListens)
        {
            await Task.Delay(_nap, time, cancellationToken);
            LengthenNap();
            return;
        }
        var asleep = await _sleep.TryLieDownAsync(cancellationToken);
        try
        {
            // What was committed before this relay lay down notified nobody.
            if (asleep && await PublishAsync(cancellationToken) > 0) return;
            await _sleep.WaitAsync(asleep ? _longestNap : _nap, cancellationToken);
            LengthenNap();
        }
        finally
        {
            if (asleep) await _sleep.GetUpAsync();
        }
    }

    private void LengthenNap() => _nap = _nap * 2 < _longestNap ? _nap * 2 : _longestNap;

    private async Task PauseAsync(Exception exception, CancellationToken cancellationToken)
    {
        await _sleep.DisposeAsync();
        if (_failures++ == 0) LogAway(outbox.Name, exception.Message);
        var pause = Math.Min(LongestPause.TotalMilliseconds, 100 * Math.Pow(2, Math.Min(_failures, 10)));
        await Task.Delay(TimeSpan.FromMilliseconds(pause * (0.75 + Random.Shared.NextDouble() / 4)), time, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Events of {Outbox} wait in its outbox: {Reason}")]
    private partial void LogAway(string outbox, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Events of {Outbox} flow again after {Attempts} attempts")]
    private partial void LogBack(string outbox, int attempts);
}

/// <summary>Nothing can be published at present.</summary>
internal sealed class BrokerAwayException(string reason) : Exception(reason);
