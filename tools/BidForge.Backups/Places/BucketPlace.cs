using System.Net;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using BidForge.Buckets;

namespace BidForge.Backups.Places;

/// <summary>A bucket of Amazon S3 or of a server that speaks its protocol.</summary>
public sealed class BucketPlace(BucketOptions options, int pageSize = 1000) : IPlace, IDisposable
{
    private readonly AmazonS3Client s3 = BucketClient.Connect(options);
    private readonly string bucket = options.Bucket;

    // Each page is asked for by the last name of the one before: a listing that lasts for days needs no token that might not.
    public async IAsyncEnumerable<PlacedFile> ListAsync(string below, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = below, MaxKeys = pageSize };
        ListObjectsV2Response page;
        do
        {
            page = await AskAsync("can't be listed", () => s3.ListObjectsV2Async(request, cancellationToken), cancellationToken);
            foreach (var found in page.S3Objects ?? [])
                yield return new PlacedFile(found.Key, found.Size ?? 0, new DateTimeOffset(found.LastModified!.Value.ToUniversalTime(), TimeSpan.Zero));
            if (page.IsTruncated is true)
                request.StartAfter = page.S3Objects is { Count: > 0 } objects ? objects[^1].Key : throw new BackupFailure($"The {this} can't be listed to the end.");
        }
        while (page.IsTruncated is true);
    }

    public async Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken) =>
        await AskAsync($"does not give {name}", async () => (await FindAsync(() => s3.GetObjectAsync(bucket, name, cancellationToken)))?.ResponseStream, cancellationToken);

    public async Task<bool> HasAsync(string name, CancellationToken cancellationToken) =>
        await AskAsync($"does not tell of {name}", () => FindAsync(() => s3.GetObjectMetadataAsync(bucket, name, cancellationToken)), cancellationToken) is not null;

    public Task PutAsync(string name, Func<Stream, Task> write, DateTimeOffset? writtenAt, CancellationToken cancellationToken) =>
        AskAsync($"does not take {name}", async () =>
        {
            await using var upload = new BucketUpload(s3, bucket, name);
            await write(new UploadStream(upload));
            // Sent to its end even where this is given up: not every server forgets what broke off.
            cancellationToken.ThrowIfCancellationRequested();
            await upload.CompleteAsync(CancellationToken.None);
            return true;
        }, cancellationToken);

    public Task DeleteAsync(string name, CancellationToken cancellationToken) =>
        AskAsync($"does not delete {name}", () => FindAsync(() => s3.DeleteObjectAsync(bucket, name, cancellationToken)), cancellationToken);

    public Task<IDisposable> LockAsync(string name, CancellationToken cancellationToken) => Task.FromResult<IDisposable>(new MemoryStream());

    public void Dispose() => s3.Dispose();

    public override string ToString() => $"bucket {bucket}";

    private static async Task<T?> FindAsync<T>(Func<Task<T>> ask)
        where T : class
    {
        try
        {
            return await ask();
        }
        catch (AmazonS3Exception fault) when (fault.StatusCode is HttpStatusCode.NotFound && fault.ErrorCode is not "NoSuchBucket")
        {
            return null;
        }
    }

    /// <summary>What a bucket or the way there refuses, in a sentence.</summary>
    private async Task<T> AskAsync<T>(string refusal, Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await ask();
        }
        // InvalidOperationException: the SDK lacks what it needs to ask at all, such as a region or a part of its own.
        catch (Exception fault) when (fault is AmazonServiceException or AmazonClientException or HttpRequestException or InvalidOperationException)
        {
            throw new BackupFailure($"The {this} {refusal}: {fault.Message}", fault);
        }
        catch (OperationCanceledException slow) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BackupFailure($"The {this} {refusal}: it does not answer.", slow);
        }
    }
}
