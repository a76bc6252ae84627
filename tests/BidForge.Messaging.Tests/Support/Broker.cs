using RabbitMQ.Client;

namespace BidForge.Messaging.Tests.Support;

/// <summary>Looks at queues and puts messages in them as ops tools do, without MassTransit.</summary>
public sealed class Broker : IAsyncDisposable
{
    private readonly IConnection _connection;
    private readonly IChannel _channel;

    private Broker(IConnection connection, IChannel channel) => (_connection, _channel) = (connection, channel);

    public static async Task<Broker> ConnectAsync(Servers servers)
    {
        var connection = await new ConnectionFactory { Uri = new Uri(servers.RabbitMq) }.CreateConnectionAsync();
        return new Broker(connection, await connection.CreateChannelAsync(new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true)));
    }

    /// <summary>A queue that gets a copy of every event of the type from now on.</summary>
    public async Task<string> ListenAsync<TEvent>()
    {
        var exchange = $"{typeof(TEvent).Namespace}:{typeof(TEvent).Name}";
        await _channel.ExchangeDeclareAsync(exchange, "fanout", durable: true);
        var queue = await _channel.QueueDeclareAsync();
        await _channel.QueueBindAsync(queue.QueueName, exchange, "");
        return queue.QueueName;
    }

    public async Task<uint> CountAsync(string queue)
    {
        await using var channel = await _connection.CreateChannelAsync();
        try
        {
            return (await channel.QueueDeclarePassiveAsync(queue)).MessageCount;
        }
        catch (RabbitMQ.Client.Exceptions.OperationInterruptedException)
        {
            return 0;
        }
    }

    /// <summary>The next message once it is there: of the queues that get a copy each, one has it before the other.</summary>
    public async Task<BasicGetResult> TakeAsync(string queue)
    {
        BasicGetResult? message = null;
        await Eventually.TrueAsync(async () => (message = await TryTakeAsync(queue)) is not null, $"a message is in {queue}", TestContext.Current.CancellationToken);
        return message!;
    }

    public async Task<List<BasicGetResult>> TakeAllAsync(string queue)
    {
        var all = new List<BasicGetResult>();
        while (await TryTakeAsync(queue) is { } message) all.Add(message);
        return all;
    }

    /// <summary>Returns once the broker has it.</summary>
    public ValueTask PutAsync(string queue, BasicProperties properties, ReadOnlyMemory<byte> body) =>
        _channel.BasicPublishAsync("", queue, mandatory: true, properties, body);

    public async Task DeleteAsync(string queue) => await _channel.QueueDeleteAsync(queue);

    private async Task<BasicGetResult?> TryTakeAsync(string queue) => await _channel.BasicGetAsync(queue, autoAck: true);

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
