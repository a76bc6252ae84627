namespace BidForge.Archive.Stores;

/// <summary>The blob store of the file service (section <c>Blobs</c>, the same variables), where archives lie apart from files: under <c>archive/</c>.</summary>
public sealed class ArchiveOptions
{
    /// <summary>Local or S3.</summary>
    public string Kind { get; init; } = "Local";

    public string Directory { get; init; } = Path.Combine(".bidforge", "blobs");

    public ArchiveBucketOptions S3 { get; init; } = new();
}

/// <summary>Section <c>Blobs:S3</c>.</summary>
public sealed class ArchiveBucketOptions
{
    /// <summary>Address of a server other than Amazon's.</summary>
    public Uri? ServiceUrl { get; init; }

    public string Region { get; init; } = "us-east-1";

    public string Bucket { get; init; } = "";

    public string? AccessKey { get; init; }

    public string? SecretKey { get; init; }
}
