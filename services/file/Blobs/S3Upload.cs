using Amazon.S3;
using BidForge.Buckets;

namespace BidForge.Files.Blobs;

/// <summary>A blob on its way into the bucket.</summary>
internal sealed partial class S3Upload(IAmazonS3 s3, string bucket, string key, ILogger logger) : IBlobUpload
{
    private readonly BucketUpload upload = new(s3, bucket, key, fault => LeftToTheLifecycleRule(logger, key, fault.Message));

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => upload.WriteAsync(bytes, cancellationToken);

    public Task CompleteAsync(CancellationToken cancellationToken) => upload.CompleteAsync(cancellationToken);

    public ValueTask DisposeAsync() => upload.DisposeAsync();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The unfinished upload {Key} stays until the bucket's lifecycle rule removes it: {Reason}")]
    private static partial void LeftToTheLifecycleRule(ILogger logger, string key, string reason);
}
