using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace BidForge.Backups.Sealing;

/// <summary>Decrypts what <see cref="SealingStream"/> wrote; anything else about it is a failure that names the file.</summary>
internal sealed class OpeningStream(Stream source, BackupKey key, string name) : Stream
{
    private readonly byte[] chunk = ArrayPool<byte>.Shared.Rent(SealingStream.ChunkSize);
    private readonly byte[] sealedChunk = ArrayPool<byte>.Shared.Rent(SealingStream.ChunkSize + SealingStream.TagSize);
    private readonly byte[] head = new byte[4];
    private AesGcm? cipher;
    private int filled;
    private int given;
    private ulong number;
    private bool ended;
    private bool disposed;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (given == filled && !ended)
            await NextAsync(cancellationToken);
        var step = Math.Min(buffer.Length, filled - given);
        chunk.AsMemory(given, step).CopyTo(buffer);
        given += step;
        return step;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously.");

    public override void Flush()
    {
    }

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !disposed)
        {
            disposed = true;
            cipher?.Dispose();
            source.Dispose();
            ArrayPool<byte>.Shared.Return(chunk, clearArray: true);
            ArrayPool<byte>.Shared.Return(sealedChunk);
        }
        base.Dispose(disposing);
    }

    private async Task NextAsync(CancellationToken cancellationToken)
    {
        try
        {
            cipher ??= await BeginAsync(cancellationToken);
            await source.ReadExactlyAsync(head, cancellationToken);
            var word = BinaryPrimitives.ReadUInt32BigEndian(head);
            ended = (word & SealingStream.LastBit) != 0;
            (filled, given) = ((int)(word & ~SealingStream.LastBit), 0);
            if (filled > SealingStream.ChunkSize)
                throw new BackupFailure($"{name} is damaged.");
            await source.ReadExactlyAsync(sealedChunk.AsMemory(0, filled + SealingStream.TagSize), cancellationToken);
            Decrypt(cipher);
        }
        catch (EndOfStreamException cut)
        {
            throw new BackupFailure($"{name} is cut off.", cut);
        }
        catch (AuthenticationTagMismatchException changed)
        {
            throw new BackupFailure($"{name} is damaged, or sealed by another key.", changed);
        }
        if (ended && await source.ReadAsync(head.AsMemory(0, 1), cancellationToken) > 0)
            throw new BackupFailure($"{name} has something after its end.");
    }

    private async Task<AesGcm> BeginAsync(CancellationToken cancellationToken)
    {
        var begin = new byte[SealingStream.Magic.Length + SealingStream.SaltSize];
        if (await source.ReadAtLeastAsync(begin, begin.Length, throwOnEndOfStream: false, cancellationToken) < begin.Length || !begin.AsSpan().StartsWith(SealingStream.Magic))
            throw new BackupFailure($"{name} is no file of a backup, or its beginning is damaged.");
        return key.ForFile(begin[SealingStream.Magic.Length..], name);
    }

    private void Decrypt(AesGcm by)
    {
        Span<byte> nonce = stackalloc byte[12];
        SealingStream.Nonce(number++, nonce);
        by.Decrypt(nonce, sealedChunk.AsSpan(0, filled), sealedChunk.AsSpan(filled, SealingStream.TagSize), chunk.AsSpan(0, filled), head);
    }
}
