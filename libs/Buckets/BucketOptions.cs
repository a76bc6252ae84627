namespace BidForge.Buckets;

/// <summary>A bucket, as settings name it: section <c>Blobs:S3</c> for files, <c>Backups:S3</c> for their backup.</summary>
public sealed class BucketOptions
{
    /// <summary>Address of a server other than Amazon's, such as https://objects.example.net; buckets are then named in the path.</summary>
    public Uri? ServiceUrl { get; init; }

    public string Region { get; init; } = "us-east-1";

    public string Bucket { get; init; } = "";

    /// <summary>Without keys the SDK finds its own: environment, web identity of a pod, instance profile.</summary>
    public string? AccessKey { get; init; }

    public string? SecretKey { get; init; }
}
