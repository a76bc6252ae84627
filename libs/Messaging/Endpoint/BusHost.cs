using BidForge.Messaging.Outbox;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;

namespace BidForge.Messaging.Endpoint;

/// <summary>
/// Starts the bus once the broker lets this service in. MassTransit would take a refused login as final and tries a broker that is still
/// starting ever more rarely; this asks once a second. The first request is held back for a moment so that the service's queue exists
/// before it; without a broker the service starts after that moment all the same.
/// Later, too, MassTransit tries a broker that was away ever more rarely: bus and broker were seen a good minute apart. A bus that stays down
/// for two minutes (<see cref="MessagingOptions.StuckSeconds"/>), or by which nothing is confirmed in that time, beside a broker that takes a message from a new connection,
/// is not waited for any longer: the service ends itself, and whoever runs it starts it anew. A broker that is short of memory or disk lets services in and takes nothing:
/// it is waited for.
/// </summary>
internal sealed partial class BusHost(
    IBusControl bus, PublishWatch publishing, MessagingBuilder builder, IHostApplicationLifetime lifetime, TimeProvider time, IOptions<MessagingOptions> options, ILogger<BusHost> logger)
    : IHostedService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    // Never disposed of, for a host may be asked to stop while it is being disposed of, and then again; without a timer it holds nothing.
    private readonly CancellationTokenSource _stopping = new();
    private Task _started = Task.CompletedTask;
    private Task _watch = Task.CompletedTask;
    private bool _said;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _started = StartWhenReachableAsync(_stopping.Token);
        _watch = WatchAsync(_stopping.Token);
        return Task.WhenAny(_started, Task.Delay(TimeSpan.FromSeconds(options.Value.StartWaitSeconds), time, cancellationToken));
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _started.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _watch.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await bus.StopAsync(cancellationToken).WaitAsync(cancellationToken); // A bus that is stuck does not hear the token, nor does a start.
    }

    private async Task StartWhenReachableAsync(CancellationToken cancellationToken)
    {
        while (true)
            try
            {
                await LogInAsync(cancellationToken);
                await bus.StartAsync(cancellationToken);
                return;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                if (!_said) LogAway((exception.InnerException ?? exception).Message);
                _said = true;
                await Task.Delay(Pause, time, cancellationToken);
            }
    }

    // From the first moment on: a start, too, gets stuck when the broker dies in the middle of it.
    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        var patience = TimeSpan.FromSeconds(options.Value.StuckSeconds);
        var look = patience / 24;
        var well = time.GetTimestamp();
        while (time.GetElapsedTime(well) < patience)
        {
            await Task.Delay(look, time, cancellationToken);
            if (bus.IsConnected() && !publishing.IsFailing || !await TakesMessagesAsync(patience / 4, cancellationToken)) well = time.GetTimestamp();
        }
        LogStuck(patience.TotalSeconds);
        lifetime.StopApplication();
    }

    // By a message to nobody, which the broker confirms at once, and in an alarm of its memory or disk not at all.
    private async Task<bool> TakesMessagesAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            await using var connection = await ConnectAsync("probe", limit.Token);
            await using var channel = await connection.CreateChannelAsync(new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), limit.Token);
            await channel.BasicPublishAsync("", $"{builder.Service}_nobody", ReadOnlyMemory<byte>.Empty, limit.Token);
            return true;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task LogInAsync(CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync("start", cancellationToken);
    }

    private Task<IConnection> ConnectAsync(string purpose, CancellationToken cancellationToken) =>
        new ConnectionFactory { Uri = builder.BrokerAddress(), ClientProvidedName = $"{builder.Service} {purpose}" }.CreateConnectionAsync(cancellationToken);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The bus starts once the broker lets this service in: {Reason}")]
    private partial void LogAway(string reason);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The broker lets this service in, and for {Seconds} s the bus has been down or has brought nothing to it: the service ends, to be started anew")]
    private partial void LogStuck(double seconds);
}
