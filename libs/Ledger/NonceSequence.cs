using System.Security.Cryptography;

namespace BidForge.Ledger;

/// <summary>Candidates for the nonce of one signature (RFC 6979, 3.2, with HMAC-SHA-256 on a curve of 256 bits).</summary>
internal sealed class NonceSequence : IDisposable
{
    private byte[] k = new byte[SHA256.HashSizeInBytes];
    private byte[] v = [.. Enumerable.Repeat((byte)0x01, SHA256.HashSizeInBytes)];
    private bool first = true;

    /// <param name="key">The private key, 32 bytes.</param>
    /// <param name="hash">The message's hash reduced modulo the order, 32 bytes.</param>
    public NonceSequence(byte[] key, byte[] hash)
    {
        foreach (byte step in (ReadOnlySpan<byte>)[0x00, 0x01])
        {
            Rekey([.. v, step, .. key, .. hash]);
            v = HMACSHA256.HashData(k, v);
        }
    }

    public byte[] Next()
    {
        if (!first)
        {
            Rekey([.. v, 0x00]);
            v = HMACSHA256.HashData(k, v);
        }
        first = false;
        v = HMACSHA256.HashData(k, v);
        return [.. v];
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(k);
        CryptographicOperations.ZeroMemory(v);
    }

    private void Rekey(byte[] data)
    {
        k = HMACSHA256.HashData(k, data);
        CryptographicOperations.ZeroMemory(data);
    }
}
