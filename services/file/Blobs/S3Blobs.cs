using System.Net;
using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;

namespace BidForge.Files.Blobs;

/// <summary>
/// Blobs as objects of a bucket, under <c>blobs/{id}</c>. Give the bucket a lifecycle rule that aborts incomplete multipart uploads after a day:
/// this program aborts those that it sees fail, a rule finds those of a program that was killed.
/// </summary>
internal sealed class S3Blobs(IAmazonS3 s3, string bucket, ILogger<S3Blobs> logger, int pageSize = 1000) : IBlobStore, IDisposable
{
    private const string Prefix = "blobs/";

    public Task<IBlobUpload> BeginAsync(Guid id, CancellationToken cancellationToken) =>
        Task.FromResult<IBlobUpload>(new S3Upload(s3, bucket, KeyOf(id), logger));

    public Stream Open(Guid id, long size) => new S3ReadStream(s3, bucket, KeyOf(id), id, size);

    public async Task DeleteAsync(Guid id, CancellationToken cancellationToken)
    {
        try
        {
            await s3.DeleteObjectAsync(bucket, KeyOf(id), cancellationToken);
        }
        catch (AmazonS3Exception fault) when (fault.StatusCode is HttpStatusCode.NotFound && fault.ErrorCode is not "NoSuchBucket")
        {
        }
    }

    public async IAsyncEnumerable<Guid> ListAsync(DateTimeOffset before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = Prefix, MaxKeys = pageSize };
        ListObjectsV2Response page;
        do
        {
            page = await s3.ListObjectsV2Async(request, cancellationToken);
            foreach (var found in page.S3Objects ?? [])
            {
                if (found.LastModified?.ToUniversalTime() < before.UtcDateTime && Guid.TryParseExact(found.Key[Prefix.Length..], "N", out var id))
                    yield return id;
            }
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated is true);
    }

    // After the last possible key: the smallest answer that needs the bucket, the network and the rights to work.
    public Task CheckAsync(CancellationToken cancellationToken) =>
        s3.ListObjectsV2Async(new() { BucketName = bucket, Prefix = Prefix, StartAfter = $"{Prefix}~", MaxKeys = 1 }, cancellationToken);

    public Task DiscardUnfinishedAsync(DateTimeOffset before, CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => s3.Dispose();

    private static string KeyOf(Guid id) => $"{Prefix}{id:N}";
}
