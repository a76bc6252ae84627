using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace BidForge.Files.Blobs;

/// <summary>
/// An object as a seekable stream. It asks for a window at a time, so that a reader of a short range leaves little unread,
/// and for nothing before the first read, so that HEAD and 304 cost no request.
/// </summary>
internal sealed class S3ReadStream(IAmazonS3 s3, string bucket, string key, Guid id, long size) : Stream
{
    private const long Window = 8 * 1024 * 1024;

    private GetObjectResponse? window;
    private long windowEnd;
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
        if (window is null || position >= windowEnd)
            await FetchAsync(cancellationToken);
        var read = await window!.ResponseStream.ReadAsync(buffer, cancellationToken);
        if (read is 0)
            throw new EndOfStreamException($"The object {key} ended at {position} of {size} bytes.");
        position += read;
        return read;
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        var target = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => position + offset,
            _ => size + offset,
        };
        ArgumentOutOfRangeException.ThrowIfNegative(target, nameof(offset));
        if (target != position)
            Close(target);
        return position;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Close(position);
        base.Dispose(disposing);
    }

    private async Task FetchAsync(CancellationToken cancellationToken)
    {
        Close(position);
        windowEnd = Math.Min(position + Window, size);
        try
        {
            window = await s3.GetObjectAsync(
                new GetObjectRequest { BucketName = bucket, Key = key, ByteRange = new ByteRange(position, windowEnd - 1) }, cancellationToken);
        }
        catch (AmazonS3Exception fault) when (fault.StatusCode is HttpStatusCode.NotFound && fault.ErrorCode is not "NoSuchBucket")
        {
            throw new BlobMissingException(id, fault);
        }
    }

    private void Close(long next)
    {
        window?.Dispose();
        (window, windowEnd, position) = (null, 0, next);
    }
}
