using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace BidForge.Backups.Sealing;

/// <summary>
/// Encrypts what is written: "BFB1", a salt of 16 bytes, then chunks of a four-byte head (length, and a bit on the last), ciphertext and tag by AES-256-GCM.
/// The chunk's number is its nonce, its head is authenticated: chunks cannot be changed, swapped, left out or cut off at the end.
/// </summary>
internal sealed class SealingStream(Stream target, BackupKey key, string name) : WriteOnlyStream
{
    internal const int ChunkSize = 1 << 18;
    internal const int TagSize = 16;
    internal const int SaltSize = 16;
    internal const uint LastBit = 1u << 31;
    internal static readonly byte[] Magic = "BFB1"u8.ToArray();

    private readonly byte[] chunk = ArrayPool<byte>.Shared.Rent(ChunkSize);
    private readonly byte[] sealedChunk = ArrayPool<byte>.Shared.Rent(4 + ChunkSize + TagSize);
    private AesGcm? cipher;
    private int filled;
    private ulong number;
    private bool disposed;

    /// <summary>Bytes that went to the target.</summary>
    public long Written { get; private set; }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (buffer.Length > 0)
        {
            if (filled == ChunkSize)
                await PutAsync(last: false, cancellationToken);
            var step = Math.Min(buffer.Length, ChunkSize - filled);
            buffer[..step].CopyTo(chunk.AsMemory(filled));
            filled += step;
            buffer = buffer[step..];
        }
    }

    /// <summary>Without it, what was written does not open: a file that broke off half-way is never taken for a whole one.</summary>
    public Task CompleteAsync(CancellationToken cancellationToken) => PutAsync(last: true, cancellationToken);

    internal static void Nonce(ulong number, Span<byte> nonce)
    {
        nonce.Clear();
        BinaryPrimitives.WriteUInt64BigEndian(nonce[4..], number);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !disposed)
        {
            disposed = true;
            cipher?.Dispose();
            ArrayPool<byte>.Shared.Return(chunk, clearArray: true);
            ArrayPool<byte>.Shared.Return(sealedChunk);
        }
        base.Dispose(disposing);
    }

    private async Task PutAsync(bool last, CancellationToken cancellationToken)
    {
        if (cipher is null)
        {
            var salt = RandomNumberGenerator.GetBytes(SaltSize);
            cipher = key.ForFile(salt, name);
            await target.WriteAsync((byte[])[.. Magic, .. salt], cancellationToken);
            Written += Magic.Length + SaltSize;
        }
        var sealedBytes = Seal(cipher, last);
        await target.WriteAsync(sealedBytes, cancellationToken);
        Written += sealedBytes.Length;
    }

    private ReadOnlyMemory<byte> Seal(AesGcm by, bool last)
    {
        Span<byte> nonce = stackalloc byte[12];
        Nonce(number++, nonce);
        var head = sealedChunk.AsSpan(0, 4);
        BinaryPrimitives.WriteUInt32BigEndian(head, (uint)filled | (last ? LastBit : 0));
        by.Encrypt(nonce, chunk.AsSpan(0, filled), sealedChunk.AsSpan(4, filled), sealedChunk.AsSpan(4 + filled, TagSize), head);
        var length = 4 + filled + TagSize;
        filled = 0;
        return sealedChunk.AsMemory(0, length);
    }
}
