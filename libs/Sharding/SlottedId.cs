using System.Buffers.Binary;
using System.Security.Cryptography;

namespace BidForge.Sharding;

/// <summary>
/// UUIDv7 (RFC 9562, 5.7) whose <c>rand_a</c> field carries a slot: package and bid ids know where they live, so no lookup precedes routing.
/// The ten bits of the slot are the low ones of the twelve; the two high ones are zero.
/// </summary>
public static class SlottedId
{
    /// <param name="slot">0 to 1023.</param>
    /// <param name="now">Its Unix milliseconds lead the id, so ids of one slot sort by time.</param>
    public static Guid New(int slot, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(slot);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(slot, Slots.Count);
        Span<byte> id = stackalloc byte[16];
        RandomNumberGenerator.Fill(id[8..]);
        BinaryPrimitives.WriteInt64BigEndian(id, now.ToUnixTimeMilliseconds() << 16);
        BinaryPrimitives.WriteUInt16BigEndian(id[6..], (ushort)(0x7000 | slot));
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true);
    }

    /// <summary>The slot in <paramref name="id"/>; false when it is no id made by <see cref="New"/> (another version, or a slot out of range).</summary>
    public static bool TryGetSlot(Guid id, out int slot)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var field = BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]);
        slot = field & 0x0FFF;
        return field >> 12 is 7 && slot < Slots.Count;
    }
}
