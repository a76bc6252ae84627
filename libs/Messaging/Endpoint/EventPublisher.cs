using System.Diagnostics;
using System.Text.Json;
using BidForge.Messaging.Outbox;
using BidForge.Messaging.Sealing;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace BidForge.Messaging.Endpoint;

internal enum PublishResult
{
    Confirmed,
    Failed,
    Unknown,
}

/// <summary>Publishes an outbox row under the trace that wrote it, with the row's id as the message's id; sealed where the contract asks for it.</summary>
internal sealed partial class EventPublisher(IBus bus, EventTypes types, SealKeys keys, ILogger<EventPublisher> logger)
{
    public async Task<PublishResult> PublishAsync(OutboxRow row, CancellationToken cancellationToken)
    {
        if (Read(row) is not { } message) return PublishResult.Unknown;
        using var activity = MessagingActivity.Resume(row);
        try
        {
            await bus.Publish(message, message.GetType(), context =>
            {
                context.MessageId = row.MessageId;
                if (message.GetType().IsSealed()) context.Seal(keys);
            }, cancellationToken).WaitAsync(cancellationToken); // A channel of a broker that was killed may never answer, token or not.
            return PublishResult.Confirmed;
        }
        catch (Exception exception)
        {
            activity?.SetStatus(ActivityStatusCode.Error);
            LogNotPublished(row.MessageId, row.Type, exception.Message);
            return PublishResult.Failed;
        }
    }

    private object? Read(OutboxRow row)
    {
        try
        {
            if (types.Find(row.Type) is { } type) return JsonSerializer.Deserialize(row.Body, type, EventJson.Options);
            LogUnknown(row.MessageId, row.Type, "this version does not know the type");
        }
        catch (JsonException exception)
        {
            LogUnknown(row.MessageId, row.Type, exception.Message);
        }
        return null;
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Message {MessageId} ({Type}) is not confirmed yet: {Reason}")]
    private partial void LogNotPublished(Guid messageId, string type, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {MessageId} ({Type}) stays in the outbox: {Reason}")]
    private partial void LogUnknown(Guid messageId, string type, string reason);
}
