using System.Buffers.Binary;
using System.Security.Cryptography;

namespace BidForge.Backups.Sealing;

/// <summary>
/// Encrypts what is written: "BFB1", a salt of 16 bytes, then chunks of a four-byte head (length, and a bit on the last), ciphertext and tag by AES-256-GCM.
/// The chunk's number is its nonce, its head is authenticated: chunks cannot be changed, swapped, left out or cut off at the end.
/// </summary>
internal sealed class SealingStream : WriteOnlyStream
{
    internal const int ChunkSize = 1 << 18;
    internal const uint LastBit = 1u << 31;
    internal static readonly byte[] Magic = "BFB1"u8.ToArray();

    private readonly Stream target;
    private readonly AesGcm cipher;
    private readonly byte[] chunk = new byte[ChunkSize];
    private readonly byte[] sealedChunk = new byte[4 + ChunkSize + 16];
    private int filled;
    private ulong number;

    public SealingStream(Stream target, BackupKey key, string name)
    {
        this.target = target;
        var salt = RandomNumberGenerator.GetBytes(16);
        cipher = key.ForFile(salt, name);
        target.Write(Magic);
        target.Write(salt);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            if (filled == ChunkSize)
                Put(last: false);
            var step = Math.Min(buffer.Length, ChunkSize - filled);
            buffer[..step].CopyTo(chunk.AsSpan(filled));
            filled += step;
            buffer = buffer[step..];
        }
    }

    /// <summary>Without it, what was written does not open: a file that broke off half-way is never taken for a whole one.</summary>
    public void Complete() => Put(last: true);

    internal static void Nonce(ulong number, Span<byte> nonce) => BinaryPrimitives.WriteUInt64BigEndian(nonce[4..], number);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            cipher.Dispose();
        base.Dispose(disposing);
    }

    private void Put(bool last)
    {
        Span<byte> nonce = stackalloc byte[12];
        nonce.Clear();
        Nonce(number++, nonce);
        var head = sealedChunk.AsSpan(0, 4);
        BinaryPrimitives.WriteUInt32BigEndian(head, (uint)filled | (last ? LastBit : 0));
        cipher.Encrypt(nonce, chunk.AsSpan(0, filled), sealedChunk.AsSpan(4, filled), sealedChunk.AsSpan(4 + filled, 16), head);
        target.Write(sealedChunk.AsSpan(0, 4 + filled + 16));
        filled = 0;
    }
}
