using System.Collections.Concurrent;
using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace BidForge.Projects.Tests.Support;

/// <summary>Hears what the project service publishes, as any other service would, with nothing but an AMQP client; and speaks as the bid service.</summary>
public sealed class EventTap : IAsyncDisposable
{
    private static readonly string[] Heard =
    [
        "ProjectPublished", "ProjectCancelled", "PackageTermsChanged", "PackageDeleted", "AddendumIssued", "CompanyInvited", "InvitationAnswered",
        "QuestionAsked", "QuestionAnswered",
    ];

    private readonly ConcurrentQueue<HeardEvent> events = [];
    private readonly IConnection connection;
    private readonly IChannel channel;

    private EventTap(IConnection connection, IChannel channel) => (this.connection, this.channel) = (connection, channel);

    public static async Task<EventTap> OpenAsync(string address)
    {
        var connection = await new ConnectionFactory { Uri = new(address) }.CreateConnectionAsync();
        var channel = await connection.CreateChannelAsync();
        var tap = new EventTap(connection, channel);
        var queue = (await channel.QueueDeclareAsync()).QueueName;
        foreach (var name in Heard)
        {
            var exchange = $"BidForge.Contracts.Projects:{name}";
            await channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true);
            await channel.QueueBindAsync(queue, exchange, "");
        }
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            tap.events.Enqueue(new(delivery.Exchange.Split(':')[1], JsonSerializer.Deserialize<JsonElement>(delivery.Body.Span).GetProperty("message").Clone()));
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue, autoAck: true, consumer);
        return tap;
    }

    /// <summary>Events of a kind that carry <paramref name="id"/> in <paramref name="member"/>, once there are as many as expected, in order of their version where they have one.</summary>
    public async Task<IReadOnlyList<JsonElement>> HearAsync(string name, string member, Guid id, int expected = 1)
    {
        IReadOnlyList<JsonElement> heard = [];
        await Eventually.TrueAsync(
            () =>
            {
                heard = [.. events.Where(e => e.Name == name && e.Message.GetProperty(member).GetGuid() == id).Select(e => e.Message)
                    .OrderBy(m => m.TryGetProperty("version", out var version) ? version.GetInt32() : 0)];
                return Task.FromResult(heard.Count >= expected);
            },
            $"{expected} {name} of {member} {id} had been heard", TestContext.Current.CancellationToken);
        Assert.Equal(expected, heard.Count);
        return heard;
    }

    /// <summary>Publishes a contract as the service that owns it would.</summary>
    public async Task PublishAsync(object message)
    {
        var type = message.GetType();
        var exchange = $"{type.Namespace}:{type.Name}";
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            messageId = Guid.NewGuid(),
            messageType = new[] { $"urn:message:{exchange}" },
            message = JsonSerializer.SerializeToElement(message, Messaging.EventJson.Options),
        });
        await channel.BasicPublishAsync(
            exchange, "", mandatory: false, new BasicProperties { ContentType = "application/vnd.masstransit+json", Persistent = true }, body);
    }

    public async ValueTask DisposeAsync()
    {
        await channel.DisposeAsync();
        await connection.DisposeAsync();
    }

    private sealed record HeardEvent(string Name, JsonElement Message);
}
