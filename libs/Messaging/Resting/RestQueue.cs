using System.Globalization;
using MassTransit;
using MassTransit.RabbitMqTransport;
using RabbitMQ.Client;

namespace BidForge.Messaging.Resting;

/// <summary>
/// The queue <c>{service}_rest</c>: messages that can't be handled now lie in it, each for a time of its own, and hold no worker meanwhile.
/// <see cref="RestPump"/> puts them back.
/// </summary>
internal sealed class RestQueue(string service)
{
    /// <summary>How often a message rested because handling it failed.</summary>
    public const string RestsHeader = "BidForge-Rests";

    /// <summary>How often a message rested because a server was away.</summary>
    public const string OutagesHeader = "BidForge-Outages";

    /// <summary>How long this rest is, in milliseconds. It begins when the message is taken up by whoever holds it, so no clocks are compared.</summary>
    public const string RestHeader = "BidForge-Rest";

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    public static readonly IReadOnlyDictionary<string, object?> Arguments = new Dictionary<string, object?> { ["x-queue-type"] = "quorum" };

    private readonly string _name = NameOf(service);

    public static string NameOf(string service) => service + "_rest";

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
        await channel.QueueDeclare(_name, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object>(Arguments!), cancellationToken);
        var properties = new BasicProperties(consumed.Properties) { Persistent = true };
        properties.Headers ??= new Dictionary<string, object?>(StringComparer.Ordinal);
        properties.Headers[header] = count;
        properties.Headers[RestHeader] = rest.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture);
        await channel.BasicPublishAsync("", _name, mandatory: true, properties, body, awaitAck: true, cancellationToken);
    }
}
