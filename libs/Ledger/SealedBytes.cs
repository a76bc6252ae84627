using System.Security.Cryptography;

namespace BidForge.Ledger;

/// <summary>AES-256-GCM (NIST SP 800-38D). The bytes are: a version (1), a random nonce of 12, the ciphertext, the tag of 16.</summary>
public static class SealedBytes
{
    private const byte Version = 1;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int Overhead = 1 + NonceBytes + TagBytes;

    /// <param name="key">32 bytes.</param>
    /// <param name="plain">What nobody may read without the key.</param>
    /// <param name="bound">What the sealed bytes belong to: opening needs the same.</param>
    public static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> bound)
    {
        var bytes = new byte[Overhead + plain.Length];
        bytes[0] = Version;
        var nonce = bytes.AsSpan(1, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(nonce, plain, bytes.AsSpan(1 + NonceBytes, plain.Length), bytes.AsSpan(1 + NonceBytes + plain.Length), bound);
        return bytes;
    }

    /// <exception cref="CryptographicException">They were sealed under another key or bound to something else, or were changed.</exception>
    public static byte[] Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> bound)
    {
        if (bytes.Length < Overhead || bytes[0] is not Version)
            throw new CryptographicException("These are no sealed bytes of a known version.");
        var plain = new byte[bytes.Length - Overhead];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(bytes.Slice(1, NonceBytes), bytes[(1 + NonceBytes)..^TagBytes], bytes[^TagBytes..], plain, bound);
        return plain;
    }
}
