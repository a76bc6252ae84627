using System.Buffers;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace BidForge.Buckets;

/// <summary>
/// Small bodies go up as one object, larger ones part by part; never more than one part is in memory. Nothing is there before it is complete, and disposed before that it leaves nothing.
/// </summary>
/// <param name="s3">The way there.</param>
/// <param name="bucket">Where to.</param>
/// <param name="key">Under which name.</param>
/// <param name="leftBehind">Told when parts could not be taken back: a lifecycle rule of the bucket has to.</param>
public sealed class BucketUpload(IAmazonS3 s3, string bucket, string key, Action<AmazonServiceException>? leftBehind = null) : IAsyncDisposable
{
    /// <summary>S3 wants 5 MiB at least for every part but the last, and 10,000 parts at most: enough for 80 GB.</summary>
    public const int PartSize = 8 * 1024 * 1024;

    private readonly byte[] part = ArrayPool<byte>.Shared.Rent(PartSize);
    private readonly List<PartETag> sent = [];
    private int filled;
    private string? uploadId;
    private bool complete;

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (bytes.Length > 0)
        {
            if (filled == PartSize)
                await SendPartAsync(cancellationToken);
            var taken = Math.Min(bytes.Length, PartSize - filled);
            bytes[..taken].CopyTo(part.AsMemory(filled));
            filled += taken;
            bytes = bytes[taken..];
        }
    }

    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (uploadId is null)
        {
            await s3.PutObjectAsync(new() { BucketName = bucket, Key = key, InputStream = Filled(), UseChunkEncoding = false }, cancellationToken);
        }
        else
        {
            await SendPartAsync(cancellationToken);
            await s3.CompleteMultipartUploadAsync(new() { BucketName = bucket, Key = key, UploadId = uploadId, PartETags = sent }, cancellationToken);
        }
        complete = true;
    }

    public async ValueTask DisposeAsync()
    {
        ArrayPool<byte>.Shared.Return(part);
        if (complete || uploadId is null)
            return;
        try
        {
            await s3.AbortMultipartUploadAsync(new() { BucketName = bucket, Key = key, UploadId = uploadId }, CancellationToken.None);
        }
        catch (AmazonServiceException fault)
        {
            leftBehind?.Invoke(fault);
        }
    }

    private async Task SendPartAsync(CancellationToken cancellationToken)
    {
        uploadId ??= (await s3.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest { BucketName = bucket, Key = key }, cancellationToken)).UploadId;
        var number = sent.Count + 1;
        var answer = await s3.UploadPartAsync(new()
        {
            BucketName = bucket,
            Key = key,
            UploadId = uploadId,
            PartNumber = number,
            PartSize = filled,
            InputStream = Filled(),
            UseChunkEncoding = false,
        }, cancellationToken);
        sent.Add(new(number, answer.ETag));
        filled = 0;
    }

    private MemoryStream Filled() => new(part, 0, filled, writable: false);
}
