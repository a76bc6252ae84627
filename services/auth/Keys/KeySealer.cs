using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace BidForge.Auth.Keys;

/// <summary>Seals private keys for the database: AES-256-GCM under a key derived from configuration, bound to the key's id.</summary>
internal sealed class KeySealer(IOptions<KeyOptions> options)
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly byte[] key = HKDF.DeriveKey(
        HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(options.Value.KeyEncryptionKey), 32, info: "bidforge signing keys"u8.ToArray());

    /// <summary>nonce, tag, ciphertext.</summary>
    public byte[] Seal(string id, ReadOnlySpan<byte> plain)
    {
        var sealedBytes = new byte[NonceBytes + TagBytes + plain.Length];
        var nonce = sealedBytes.AsSpan(0, NonceBytes);
        var tag = sealedBytes.AsSpan(NonceBytes, TagBytes);
        var cipher = sealedBytes.AsSpan(NonceBytes + TagBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(nonce, plain, cipher, tag, Encoding.UTF8.GetBytes(id));
        return sealedBytes;
    }

    public byte[] Open(string id, ReadOnlySpan<byte> sealedBytes)
    {
        var plain = new byte[sealedBytes.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        try
        {
            aes.Decrypt(sealedBytes[..NonceBytes], sealedBytes[(NonceBytes + TagBytes)..], sealedBytes.Slice(NonceBytes, TagBytes), plain, Encoding.UTF8.GetBytes(id));
        }
        catch (AuthenticationTagMismatchException fault)
        {
            throw new InvalidOperationException($"Signing key {id} was sealed under another Auth:KeyEncryptionKey, or was changed. Give the key it was sealed under.", fault);
        }
        return plain;
    }
}
