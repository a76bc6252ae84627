using System.Text;

namespace BidForge.Monitoring.Tests.Support;

/// <summary>As much of the protobuf wire format as it takes to read OTLP: which field holds which bytes.</summary>
internal readonly record struct Field(int Number, ReadOnlyMemory<byte> Bytes)
{
    public string Text => Encoding.UTF8.GetString(Bytes.Span);

    public string Hex => Convert.ToHexStringLower(Bytes.Span);

    /// <summary>The messages, texts and byte strings of a message; its numbers are passed over.</summary>
    public static IEnumerable<Field> Of(ReadOnlyMemory<byte> message)
    {
        for (var at = 0; at < message.Length;)
        {
            var tag = Varint(message, ref at);
            var length = (tag & 7) switch
            {
                0 => Skip(message, ref at),
                1 => 8,
                2 => (int)Varint(message, ref at),
                5 => 4,
                var kind => throw new InvalidDataException($"Protobuf has no wire type {kind}."),
            };
            if ((tag & 7) is 2)
                yield return new((int)(tag >> 3), message.Slice(at, length));
            at += length;
        }
    }

    /// <summary>What lies under a path of field numbers.</summary>
    public static IEnumerable<Field> Under(ReadOnlyMemory<byte> message, params int[] path) =>
        path.Length is 1
            ? Of(message).Where(field => field.Number == path[0])
            : Of(message).Where(field => field.Number == path[0]).SelectMany(field => Under(field.Bytes, path[1..]));

    private static int Skip(ReadOnlyMemory<byte> message, ref int at)
    {
        Varint(message, ref at);
        return 0;
    }

    private static ulong Varint(ReadOnlyMemory<byte> message, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = message.Span[at++];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
                return value;
        }
    }
}
