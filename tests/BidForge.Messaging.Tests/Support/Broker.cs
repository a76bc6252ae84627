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
        return new Broker(connection, await connection.CreateChannelAsync());
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

    public async Task<BasicGetResult?> TakeAsync(string queue) => await _channel.BasicGetAsync(queue, autoAck: true);

    public async Task<List<BasicGetResult>> TakeAllAsync(string queue)
    {
        var all = new List<BasicGetResult>();
        while (await TakeAsync(queue) is { } message) all.Add(message);
        return all;
    }

    public ValueTask PutAsync(string queue, BasicProperties properties, ReadOnlyMemory<byte> body) =>
        _channel.BasicPublishAsync("", queue, mandatory: true, properties, body);

    public async Task DeleteAsync(string queue) => await _channel.QueueDeleteAsync(queue);

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
