using System.Buffers.Binary;

namespace BidForge.Caching.Redis;

/// <summary>
/// A value as it lies in Redis: the versions that its key and tags had before the value was made, then its JSON. It may be served only
/// while those are still the versions, so a value made before a removal is never served after it, whenever it was written.
/// </summary>
internal static class RedisEntry
{
    private const byte Format = 1;

    public static byte[] Write(ReadOnlySpan<long> versions, ReadOnlySpan<byte> json)
    {
        var entry = new byte[2 + (versions.Length * sizeof(long)) + json.Length];
        entry[0] = Format;
        entry[1] = checked((byte)versions.Length);
        for (var i = 0; i < versions.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(entry.AsSpan(2 + (i * sizeof(long))), versions[i]);
        json.CopyTo(entry.AsSpan(2 + (versions.Length * sizeof(long))));
        return entry;
    }

    /// <returns>The JSON, or null when the entry is missing, of another format or made under other versions.</returns>
    public static byte[]? Read(byte[]? entry, ReadOnlySpan<long> versions)
    {
        if (entry is not { Length: >= 2 } || entry[0] != Format || entry[1] != versions.Length) return null;
        var body = 2 + (versions.Length * sizeof(long));
        if (entry.Length < body) return null;
        for (var i = 0; i < versions.Length; i++)
            if (BinaryPrimitives.ReadInt64LittleEndian(entry.AsSpan(2 + (i * sizeof(long)))) != versions[i]) return null;
        return entry[body..];
    }
}
