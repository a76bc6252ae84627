using System.Security.Cryptography;
using System.Text;

namespace BidForge.Ledger;

/// <summary>Master keys derived (HKDF-SHA-256, RFC 5869) from secrets that a process is configured with.</summary>
public sealed class SecretMasterKeys : IMasterKeys
{
    /// <summary>Fewest characters of a secret.</summary>
    public const int LeastLength = 32;

    private readonly Dictionary<string, byte[]> masters;

    /// <param name="secrets">Comma-separated: the first wraps new keys, all unwrap.</param>
    /// <param name="use">Told apart by it, one secret gives different keys for different uses.</param>
    public SecretMasterKeys(string secrets, string use)
    {
        var keys = Split(secrets).Select(secret => (Id: Derive(secret, $"{use} id", 6), Key: Derive(secret, use, 32))).ToList();
        masters = keys.ToDictionary(key => Convert.ToHexStringLower(key.Id), key => key.Key, StringComparer.Ordinal);
        CurrentId = Convert.ToHexStringLower(keys[0].Id);
    }

    public string CurrentId { get; }

    /// <summary>There is one, and each is long enough.</summary>
    public static bool AreGood(string? secrets) => Split(secrets) is { Length: > 0 } found && found.All(secret => secret.Length >= LeastLength);

    public WrappedKey Wrap(ReadOnlySpan<byte> key, ReadOnlySpan<byte> bound) => new(CurrentId, SealedBytes.Seal(masters[CurrentId], key, bound));

    public byte[] Unwrap(WrappedKey wrapped, ReadOnlySpan<byte> bound) =>
        masters.TryGetValue(wrapped.MasterId, out var master)
            ? SealedBytes.Open(master, wrapped.Bytes, bound)
            : throw new KeyNotFoundException($"The secret {wrapped.MasterId} is not among those configured.");

    private static string[] Split(string? secrets) => (secrets ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static byte[] Derive(string secret, string info, int length) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), length, info: Encoding.UTF8.GetBytes(info));
}
