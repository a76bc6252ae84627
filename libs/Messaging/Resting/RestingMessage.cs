using System.Globalization;
using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace BidForge.Messaging.Resting;

/// <summary>A message out of <c>{service}_rest</c>, held until it is due.</summary>
internal sealed record RestingMessage(ulong DeliveryTag, BasicProperties Properties, byte[] Body, DateTimeOffset Due)
{
    public static RestingMessage Of(BasicDeliverEventArgs delivery, DateTimeOffset now)
    {
        var properties = new BasicProperties(delivery.BasicProperties);
        var rest = 0;
        if (properties.Headers?.Remove(RestQueue.RestHeader, out var value) is true && value is byte[] text)
            _ = int.TryParse(Encoding.ASCII.GetString(text), NumberStyles.None, CultureInfo.InvariantCulture, out rest);
        return new(delivery.DeliveryTag, properties, delivery.Body.ToArray(), now.AddMilliseconds(rest));
    }
}
