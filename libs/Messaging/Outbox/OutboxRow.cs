using System.Diagnostics;
using System.Text.Json;

namespace BidForge.Messaging.Outbox;

/// <summary>An event on its way out, with the trace that it belongs to.</summary>
/// <param name="MessageId">UUIDv7; the id of the message on the bus.</param>
/// <param name="Type">The contract's full name.</param>
/// <param name="Body">The event as JSON (<see cref="EventJson"/>).</param>
/// <param name="TraceParent">W3C trace context of the activity that made the event, if there is one.</param>
/// <param name="TraceState">W3C trace state, if there is one.</param>
public sealed record OutboxRow(Guid MessageId, string Type, string Body, string? TraceParent, string? TraceState)
{
    /// <summary>A row for the event, under the current activity.</summary>
    public static OutboxRow Of(object message)
    {
        var type = message.GetType();
        var activity = Activity.Current is { IdFormat: ActivityIdFormat.W3C } current ? current : null;
        return new OutboxRow(
            Guid.CreateVersion7(),
            type.FullName!,
            JsonSerializer.Serialize(message, type, EventJson.Options),
            activity?.Id,
            activity?.TraceStateString);
    }
}
