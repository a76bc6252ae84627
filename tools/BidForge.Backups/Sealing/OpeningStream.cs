using System.Buffers.Binary;
using System.Security.Cryptography;

namespace BidForge.Backups.Sealing;

/// <summary>Decrypts what <see cref="SealingStream"/> wrote; anything else about it is a failure that names the file.</summary>
internal sealed class OpeningStream : Stream
{
    private readonly Stream source;
    private readonly string name;
    private readonly AesGcm cipher;
    private readonly byte[] chunk = new byte[SealingStream.ChunkSize];
    private readonly byte[] sealedChunk = new byte[SealingStream.ChunkSize + 16];
    private int filled;
    private int given;
    private ulong number;
    private bool ended;

    public OpeningStream(Stream source, BackupKey key, string name)
    {
        (this.source, this.name) = (source, name);
        var head = new byte[20];
        if (source.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length || !head.AsSpan(0, 4).SequenceEqual(SealingStream.Magic))
            throw new BackupFailure($"{name} is no file of a backup, or its beginning is damaged.");
        cipher = key.ForFile(head[4..], name);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        while (given == filled && !ended)
            Next();
        var step = Math.Min(buffer.Length, filled - given);
        chunk.AsSpan(given, step).CopyTo(buffer);
        given += step;
        return step;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(buffer.Span));
    }

    public override void Flush()
    {
    }

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            cipher.Dispose();
            source.Dispose();
        }
        base.Dispose(disposing);
    }

    private void Next()
    {
        Span<byte> head = stackalloc byte[4];
        Span<byte> nonce = stackalloc byte[12];
        nonce.Clear();
        SealingStream.Nonce(number++, nonce);
        try
        {
            source.ReadExactly(head);
            var word = BinaryPrimitives.ReadUInt32BigEndian(head);
            ended = (word & SealingStream.LastBit) != 0;
            (filled, given) = ((int)(word & ~SealingStream.LastBit), 0);
            if (filled > SealingStream.ChunkSize)
                throw new BackupFailure($"{name} is damaged.");
            source.ReadExactly(sealedChunk.AsSpan(0, filled + 16));
            cipher.Decrypt(nonce, sealedChunk.AsSpan(0, filled), sealedChunk.AsSpan(filled, 16), chunk.AsSpan(0, filled), head);
        }
        catch (EndOfStreamException cut)
        {
            throw new BackupFailure($"{name} is cut off.", cut);
        }
        catch (AuthenticationTagMismatchException changed)
        {
            throw new BackupFailure($"{name} is damaged, or sealed by another key.", changed);
        }
        if (ended && source.ReadByte() >= 0)
            throw new BackupFailure($"{name} has something after its end.");
    }
}
