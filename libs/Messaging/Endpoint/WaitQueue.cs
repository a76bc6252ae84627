using System.Globalization;
using MassTransit;
using MassTransit.RabbitMqTransport;
using RabbitMQ.Client;

namespace BidForge.Messaging.Endpoint;

/// <summary>
/// The queue <c>{service}_wait</c>: messages rest in it until their time to live is over, then the broker puts them back. A message that
/// rests holds no worker and no memory of the service.
/// </summary>
internal sealed class WaitQueue(string service)
{
    /// <summary>How often a message rested because handling it failed.</summary>
    public const string RestsHeader = "BidForge-Rests";

    /// <summary>How often a message rested because a server was away.</summary>
    public const string OutagesHeader = "BidForge-Outages";

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly string _name = service + "_wait";

    private readonly Dictionary<string, object> _arguments = new()
    {
        ["x-queue-type"] = "quorum",
        ["x-dead-letter-exchange"] = "",
        ["x-dead-letter-routing-key"] = service,
        ["x-dead-letter-strategy"] = "at-least-once",
        ["x-overflow"] = "reject-publish",
    };

    public static int CountOf(ReceiveContext context, string header) => context.TransportHeaders.Get<int>(header) ?? 0;

    /// <summary>Puts the message to rest and writes in a header how often it has rested.</summary>
    public async Task PutAsync(ReceiveContext context, TimeSpan rest, string header, int count)
    {
        if (!context.TryGetPayload(out ChannelContext? channel) || !context.TryGetPayload(out RabbitMqBasicConsumeContext? consumed))
            throw new InvalidOperationException("The message did not come from RabbitMQ.");

        // A broker that was killed never answers, and the endpoint can't connect anew while a message is in hand.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        limit.CancelAfter(Longest);
        await PutAsync(channel, consumed, context.GetBody(), rest, header, count, limit.Token).WaitAsync(limit.Token);
    }

    private async Task PutAsync(
        ChannelContext channel, RabbitMqBasicConsumeContext consumed, byte[] body, TimeSpan rest, string header, int count, CancellationToken cancellationToken)
    {
        await channel.QueueDeclare(_name, durable: true, exclusive: false, autoDelete: false, _arguments, cancellationToken);
        var properties = new BasicProperties(consumed.Properties)
        {
            Expiration = rest.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture),
            Persistent = true,
        };
        properties.Headers ??= new Dictionary<string, object?>(StringComparer.Ordinal);
        properties.Headers[header] = count;
        await channel.BasicPublishAsync("", _name, mandatory: true, properties, body, awaitAck: true, cancellationToken);
    }
}
