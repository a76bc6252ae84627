using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using BidForge.Buckets;

namespace BidForge.Archive.Stores;

/// <summary>A bucket of Amazon S3 or of a server that speaks its protocol.</summary>
internal sealed class BucketStore(BucketOptions options) : IArchiveStore
{
    private const string Prefix = "archive/";

    private readonly AmazonS3Client s3 = BucketClient.Connect(options);

    public Task PutAsync(string name, string localFile, CancellationToken cancellationToken) =>
        s3.PutObjectAsync(new PutObjectRequest { BucketName = options.Bucket, Key = Prefix + name, FilePath = localFile, UseChunkEncoding = false }, cancellationToken);

    public async Task<Stream> OpenAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return (await s3.GetObjectAsync(options.Bucket, Prefix + name, cancellationToken)).ResponseStream;
        }
        catch (AmazonS3Exception fault) when (fault.StatusCode is HttpStatusCode.NotFound)
        {
            throw new ArchiveFailure($"There is no {name} in bucket {options.Bucket}.");
        }
    }

    public async Task<IReadOnlyList<string>> ListAsync(string ending, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        var request = new ListObjectsV2Request { BucketName = options.Bucket, Prefix = Prefix };
        ListObjectsV2Response page;
        do
        {
            page = await s3.ListObjectsV2Async(request, cancellationToken);
            names.AddRange((page.S3Objects ?? []).Select(found => found.Key[Prefix.Length..]).Where(name => name.EndsWith(ending, StringComparison.Ordinal)));
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated is true);
        return names;
    }
}
