using BidForge.Messaging.Endpoint;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace BidForge.Messaging.Resting;

/// <summary>
/// Puts messages back into the service's queue when their rest is over. It holds them unacknowledged until the broker has confirmed that they are back, so a crash
/// of either brings them twice at worst, which the inbox knows. The broker could do this by itself (a time to live and a dead-letter exchange), but RabbitMQ 3.10
/// was seen to leave such messages where they rested once it had been killed.
/// </summary>
internal sealed partial class RestPump(MessagingBuilder builder, TimeProvider time, ILogger<RestPump> logger) : BackgroundService
{
    // Whatever lies behind these waits a little longer.
    private const ushort AtOnce = 2000;

    // Nothing is waited for this long but what rests longer, and a connection that was lost without a word.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private bool _said;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                if (!_said) LogAway(exception.Message);
                _said = true;
            }
            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>On one connection, until it breaks.</summary>
    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var broker = new ConnectionFactory
        {
            Uri = builder.BrokerAddress(), ClientProvidedName = $"{builder.Service} rests", AutomaticRecoveryEnabled = false, TopologyRecoveryEnabled = false,
        };
        using var changed = new SemaphoreSlim(0);
        await using var connection = await broker.CreateConnectionAsync(cancellationToken);
        await using var channel = await connection.CreateChannelAsync(
            new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellationToken);
        await channel.QueueDeclareAsync(
            RestQueue.NameOf(builder.Service), durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?>(RestQueue.Arguments),
            cancellationToken: cancellationToken);
        await channel.BasicQosAsync(0, AtOnce, global: false, cancellationToken);

        var resting = new List<RestingMessage>();
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            lock (resting)
            {
                resting.Add(RestingMessage.Of(delivery, time.GetUtcNow()));
                if (changed.CurrentCount is 0) changed.Release();
            }
            return Task.CompletedTask;
        };
        // Also when the broker ends it, as it does when the queue is deleted or moves.
        var isOver = false;
        consumer.UnregisteredAsync += (_, _) =>
        {
            Volatile.Write(ref isOver, true);
            changed.Release();
            return Task.CompletedTask;
        };
        consumer.ShutdownAsync += (_, _) =>
        {
            changed.Release();
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(RestQueue.NameOf(builder.Service), autoAck: false, consumer, cancellationToken);
        _said = false;

        while (channel.IsOpen && !Volatile.Read(ref isOver))
        {
            await PutBackAsync(channel, TakeDue(resting), cancellationToken);
            await changed.WaitAsync(UntilDue(resting), cancellationToken);
        }
    }

    private TimeSpan UntilDue(List<RestingMessage> resting)
    {
        var now = time.GetUtcNow();
        lock (resting)
        {
            var wait = resting.Count is 0 ? Look : resting.Min(message => message.Due) - now;
            return wait > Look ? Look : wait > TimeSpan.Zero ? TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)) : TimeSpan.Zero;
        }
    }

    private List<RestingMessage> TakeDue(List<RestingMessage> resting)
    {
        var now = time.GetUtcNow();
        lock (resting)
        {
            var due = resting.FindAll(message => message.Due <= now);
            if (due.Count > 0) resting.RemoveAll(message => message.Due <= now);
            return due;
        }
    }

    private async Task PutBackAsync(IChannel channel, List<RestingMessage> due, CancellationToken cancellationToken)
    {
        if (due.Count is 0) return;
        var confirmed = due.Select(message => channel.BasicPublishAsync(
            "", builder.Service, mandatory: true, message.Properties, message.Body, cancellationToken).AsTask()).ToList();
        await Task.WhenAll(confirmed).WaitAsync(Longest, time, cancellationToken);
        foreach (var message in due) await channel.BasicAckAsync(message.DeliveryTag, multiple: false, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Messages that rest stay where they are for now: {Reason}")]
    private partial void LogAway(string reason);
}
