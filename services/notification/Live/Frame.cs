using System.Buffers;
using System.Text.Json;
using BidForge.Notifications.Feed;

namespace BidForge.Notifications.Live;

/// <summary>A notification as bytes on the wire, made once and shared by all streams of the company.</summary>
/// <param name="UserId">The only person it is for; null for the whole company.</param>
/// <param name="TraceParent">W3C trace context in which it was stored, if there was one. It is not sent.</param>
internal sealed record Frame(long Number, Guid? UserId, ReadOnlyMemory<byte> Bytes, string? TraceParent)
{
    public static readonly ReadOnlyMemory<byte> Heartbeat = ": still here\n\n"u8.ToArray();

    /// <summary>In the format of the HTML standard, section 9.2 (server-sent events).</summary>
    public static Frame Of(Notification row, string? traceParent, JsonSerializerOptions json)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        bytes.Write("id: "u8);
        bytes.Write(System.Text.Encoding.ASCII.GetBytes(row.Id.ToString()));
        bytes.Write("\nevent: notification\ndata: "u8);
        using (var writer = new Utf8JsonWriter(bytes))
            JsonSerializer.Serialize(writer, NotificationView.Of(row, null), json);
        bytes.Write("\n\n"u8);
        return new(row.Number, row.UserId, bytes.WrittenMemory, traceParent);
    }

    public bool IsFor(Guid userId) => UserId is null || UserId == userId;
}
