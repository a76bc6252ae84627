using System.Buffers.Binary;
using System.Security.Cryptography;

namespace BidForge.Sharding;

/// <summary>
/// Company to slot: 1,024 slots, fixed for ever. The slot is the low ten bits of the first two bytes of SHA-256 over the company id in network byte order (RFC 9562),
/// which PostgreSQL computes alike with <see cref="SqlFunction"/>.
/// </summary>
public static class Slots
{
    /// <summary>How many slots there are. Never changes: ids carry their slot.</summary>
    public const int Count = 1024;

    /// <summary><c>bidforge_slot(uuid) returns smallint</c>: the same function in SQL.</summary>
    public const string SqlFunction = """
        create or replace function bidforge_slot(company uuid) returns smallint
        language sql immutable strict parallel safe
        return (((get_byte(sha256(uuid_send(company)), 0) << 8) | get_byte(sha256(uuid_send(company)), 1)) & 1023)::smallint;
        """;

    /// <summary>The slot, 0 to 1023, of everything that <paramref name="companyId"/> posts.</summary>
    public static int Of(Guid companyId)
    {
        Span<byte> id = stackalloc byte[16];
        companyId.TryWriteBytes(id, bigEndian: true, out _);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(id, hash);
        return BinaryPrimitives.ReadUInt16BigEndian(hash) & (Count - 1);
    }
}
