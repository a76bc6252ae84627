namespace BidForge.Files.Sealing;

/// <summary>A sealed blob as the file that it holds, seekable. It reads and opens only the chunks that are asked for, and nothing before the first read.</summary>
internal sealed class SealedReadStream(Stream blob, byte[] key, long size) : Stream
{
    private readonly SealedChunks chunks = new(key);
    private readonly byte[] plain = new byte[SealedChunks.PlainSize];
    private long opened = -1;
    private long position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => size;

    public override long Position
    {
        get => position;
        set => Seek(value, SeekOrigin.Begin);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (position >= size || buffer.Length is 0)
            return 0;
        var (number, offset) = Math.DivRem(position, SealedChunks.PlainSize);
        if (opened != number)
            await OpenAsync(number, cancellationToken);
        var read = (int)Math.Min(Math.Min(buffer.Length, SealedChunks.PlainSize - offset), size - position);
        plain.AsMemory((int)offset, read).CopyTo(buffer);
        position += read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin)
    {
        var target = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => position + offset,
            _ => size + offset,
        };
        ArgumentOutOfRangeException.ThrowIfNegative(target, nameof(offset));
        return position = target;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            chunks.Dispose();
            blob.Dispose();
        }
        base.Dispose(disposing);
    }

    private async Task OpenAsync(long number, CancellationToken cancellationToken)
    {
        var chunk = new byte[SealedChunks.SealedSize];
        blob.Seek(number * SealedChunks.SealedSize, SeekOrigin.Begin);
        await blob.ReadExactlyAsync(chunk, cancellationToken);
        chunks.Open(number, chunk, plain);
        opened = number;
    }
}
