using BidForge.Buckets;

namespace BidForge.Archive.Stores;

/// <summary>The blob store of the file service (section <c>Blobs</c>, the same variables), where archives lie apart from files: under <c>archive/</c>.</summary>
public sealed class ArchiveOptions
{
    /// <summary>Local or S3.</summary>
    public string Kind { get; init; } = "Local";

    public string Directory { get; init; } = Path.Combine(".bidforge", "blobs");

    public BucketOptions S3 { get; init; } = new();
}
