using System.Runtime.Serialization;
using System.Security.Cryptography;
using System.Text;
using BidForge.Ledger;

namespace BidForge.Messaging.Sealing;

/// <summary>
/// Seals the bodies of events that are marked <see cref="Contracts.SealedOnTheBusAttribute"/>: AES-256-GCM under a key for that one message, derived (HKDF, RFC 5869)
/// from a secret that all services share and a random salt. The bytes are the salt (16) and what <see cref="SealedBytes"/> makes.
/// </summary>
public sealed class SealKeys
{
    /// <summary>Names the secret that a body was sealed under.</summary>
    public const string Header = "BidForge-Seal-Key";

    internal const int LeastLength = 32;

    private const int SaltBytes = 16;

    private readonly Dictionary<string, byte[]> _secrets;

    /// <param name="secrets">Comma-separated, each of 32 characters or more: the first seals, all open. null: nothing can be sealed or opened.</param>
    public SealKeys(string? secrets)
    {
        var keys = Split(secrets).Select(Encoding.UTF8.GetBytes).ToList();
        _secrets = keys.ToDictionary(IdOf, StringComparer.Ordinal);
        CurrentId = keys.Count > 0 ? IdOf(keys[0]) : null;
    }

    /// <summary>The secret that seals from now on; null when there is none.</summary>
    public string? CurrentId { get; }

    internal static string[] Split(string? secrets) => (secrets ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    internal byte[] Seal(ReadOnlySpan<byte> body)
    {
        if (CurrentId is null)
            throw new InvalidOperationException("Messaging:SealKeys is missing: a sealed event cannot be published.");
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return [.. salt, .. SealedBytes.Seal(KeyFor(_secrets[CurrentId], salt), body, Bound(CurrentId))];
    }

    /// <exception cref="SerializationException">No secret here has that id, or the bytes were changed.</exception>
    internal byte[] Open(string? id, ReadOnlySpan<byte> bytes)
    {
        if (id is null || !_secrets.TryGetValue(id, out var secret) || bytes.Length < SaltBytes)
            throw new SerializationException($"The message was sealed under the key {id ?? "(none)"}, which is not among Messaging:SealKeys. Add it, then replay the message.");
        try
        {
            return SealedBytes.Open(KeyFor(secret, bytes[..SaltBytes].ToArray()), bytes[SaltBytes..], Bound(id));
        }
        catch (CryptographicException fault)
        {
            throw new SerializationException("The sealed message was changed on its way.", fault);
        }
    }

    private static byte[] KeyFor(byte[] secret, byte[] salt) => HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, salt, "bidforge bus message"u8.ToArray());

    private static string IdOf(byte[] secret) => Convert.ToHexStringLower(HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 6, info: "bidforge bus key id"u8.ToArray()));

    private static byte[] Bound(string id) => Encoding.UTF8.GetBytes($"bidforge.bus.v1 {id}");
}
