using System.Text;
using RabbitMQ.Client;

namespace BidForge.Monitoring.Tests.Secrecy.Support;

/// <summary>A queue that somebody with the run of the broker bound to everything that is said of bids.</summary>
public sealed class Firehose : IAsyncDisposable
{
    private static readonly string[] Exchanges =
    [
        "BidForge.Contracts.Bids:BidSubmitted", "BidForge.Contracts.Bids:BidRevised", "BidForge.Contracts.Bids:BidWithdrawn", "BidForge.Bids.Board:BoardChanged",
        "BidForge.Contracts.Files:StorageChanged",
    ];

    private readonly IConnection connection;
    private readonly IChannel channel;
    private readonly string queue;

    private Firehose(IConnection connection, IChannel channel, string queue) => (this.connection, this.channel, this.queue) = (connection, channel, queue);

    public static async Task<Firehose> OpenAsync(string address)
    {
        var connection = await new ConnectionFactory { Uri = new(address) }.CreateConnectionAsync();
        var channel = await connection.CreateChannelAsync();
        // Durable and never read until the end: its messages lie in the broker's files.
        var queue = (await channel.QueueDeclareAsync("firehose", durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" })).QueueName;
        foreach (var exchange in Exchanges)
        {
            await channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true);
            await channel.QueueBindAsync(queue, exchange, "");
        }
        return new(connection, channel, queue);
    }

    public async Task<uint> CountAsync() => (await channel.QueueDeclarePassiveAsync(queue)).MessageCount;

    /// <summary>The messages with their properties, a byte a character; they stay where they are.</summary>
    public async Task<IReadOnlyList<string>> LookAsync()
    {
        await using var looking = await connection.CreateChannelAsync();
        var seen = new List<string>();
        while (await looking.BasicGetAsync(queue, autoAck: false) is { } message)
        {
            var headers = (message.BasicProperties.Headers ?? new Dictionary<string, object?>())
                .Select(header => $"{header.Key}={(header.Value is byte[] bytes ? Encoding.Latin1.GetString(bytes) : header.Value)}");
            seen.Add($"{message.Exchange} {message.RoutingKey} {message.BasicProperties.CorrelationId} {string.Join(' ', headers)} {Encoding.Latin1.GetString(message.Body.Span)}");
        }
        return seen;
    }

    public async ValueTask DisposeAsync()
    {
        await channel.DisposeAsync();
        await connection.DisposeAsync();
    }
}
