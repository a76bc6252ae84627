using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using BidForge.ServiceDefaults.Tokens;

namespace BidForge.Gateway.Tokens;

/// <summary>
/// Tokens whose signature was checked, by their SHA-256, until they expire: a signature is worth a tenth of a millisecond, and the same token comes with every request.
/// Two generations bound the memory: when one is full the other is dropped.
/// </summary>
internal sealed class VerifiedTokens(TimeProvider time)
{
    private const int Generation = 20_000;

    private volatile ConcurrentDictionary<UInt128, Entry> current = new();
    private volatile ConcurrentDictionary<UInt128, Entry> previous = new();

    public Caller? Find(string token)
    {
        var key = KeyOf(token);
        if (!current.TryGetValue(key, out var entry))
        {
            if (!previous.TryGetValue(key, out entry))
                return null;
            Keep(key, entry);
        }
        return entry.ExpiresAt > time.GetUtcNow() ? entry.Caller : null;
    }

    public void Add(string token, Caller caller, DateTimeOffset expiresAt) => Keep(KeyOf(token), new(caller, expiresAt));

    private void Keep(UInt128 key, Entry entry)
    {
        if (current.Count >= Generation)
            (previous, current) = (current, new());
        current[key] = entry;
    }

    private static UInt128 KeyOf(string token)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(token.AsSpan()), hash);
        return MemoryMarshal.Read<UInt128>(hash);
    }

    private sealed record Entry(Caller Caller, DateTimeOffset ExpiresAt);
}
