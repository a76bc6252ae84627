using System.Net.Mime;
using MassTransit;
using MassTransit.Serialization;

namespace BidForge.Messaging.Sealing;

/// <summary>Writes and reads the usual JSON envelope, all of it sealed.</summary>
internal sealed class SealedSerializer(SealKeys keys) : ISerializerFactory, IMessageSerializer, IMessageDeserializer
{
    private readonly SystemTextJsonMessageSerializer _json = new(new ContentType("application/vnd.bidforge.sealed"));

    public ContentType ContentType => _json.ContentType;

    public IMessageSerializer CreateSerializer() => this;

    public IMessageDeserializer CreateDeserializer() => this;

    public MessageBody GetMessageBody<T>(SendContext<T> context)
        where T : class =>
        new BytesMessageBody(keys.Seal(_json.GetMessageBody(context).GetBytes()));

    public MessageBody GetMessageBody(string text) => _json.GetMessageBody(text);

    public ConsumeContext Deserialize(ReceiveContext receiveContext) =>
        new BodyConsumeContext(receiveContext, Deserialize(receiveContext.Body, receiveContext.TransportHeaders, receiveContext.InputAddress));

    public SerializerContext Deserialize(MessageBody body, Headers headers, Uri? destinationAddress = null) =>
        _json.Deserialize(new BytesMessageBody(keys.Open(headers.Get<string>(SealKeys.Header), body.GetBytes())), headers, destinationAddress);

    public void Probe(ProbeContext context) => context.CreateScope("sealed");
}
