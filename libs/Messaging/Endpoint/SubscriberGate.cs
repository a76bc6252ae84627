using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace BidForge.Messaging.Endpoint;

/// <summary>
/// Holds the relays back until the queues named in <see cref="MessagingOptions.Subscribers"/> exist: what is published to a broker on
/// which a service was never bound (a fresh one, or one whose data was lost) would pass that service by. After a while they go on anyway.
/// </summary>
internal sealed partial class SubscriberGate(
    MessagingBuilder builder, TimeProvider time, IOptions<MessagingOptions> options, ILogger<SubscriberGate> logger) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly string[] _queues =
        (options.Value.Subscribers ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private volatile bool _isOpen;
    private bool _wasMissing;
    private long _since;

    /// <summary>The broker went away; when it is back its queues are looked at again.</summary>
    public void Close() => _isOpen = false;

    /// <summary>Whether events may be published.</summary>
    public async Task<bool> IsOpenAsync(CancellationToken cancellationToken)
    {
        if (_isOpen || _queues.Length == 0) return true;
        await _one.WaitAsync(cancellationToken);
        try
        {
            return _isOpen || (_isOpen = await LookAsync(cancellationToken));
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        if (_since == 0) _since = time.GetTimestamp();
        var missing = await MissingAsync(cancellationToken);
        if (missing.Count == 0)
        {
            // A queue is bound a moment after it is made: a queue that was just seen for the first time counts at the next look.
            var settled = !_wasMissing;
            (_wasMissing, _since) = (false, settled ? 0 : _since);
            return settled;
        }
        _wasMissing = true;
        if (time.GetElapsedTime(_since) < TimeSpan.FromSeconds(options.Value.SubscriberWaitSeconds)) return false;
        LogWithout(string.Join(", ", missing));
        (_wasMissing, _since) = (false, 0);
        return true;
    }

    private async Task<List<string>> MissingAsync(CancellationToken cancellationToken)
    {
        var broker = new ConnectionFactory { Uri = builder.BrokerAddress(), ClientProvidedName = $"{builder.Service} subscribers" };
        await using var connection = await broker.CreateConnectionAsync(cancellationToken);
        var missing = new List<string>();
        foreach (var queue in _queues)
            if (!await ExistsAsync(connection, queue, cancellationToken)) missing.Add(queue);
        return missing;
    }

    private static async Task<bool> ExistsAsync(IConnection connection, string queue, CancellationToken cancellationToken)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        try
        {
            await channel.QueueDeclarePassiveAsync(queue, cancellationToken);
            return true;
        }
        catch (OperationInterruptedException refused) when (refused.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Events are published though these queues never appeared: {Queues}")]
    private partial void LogWithout(string queues);
}
