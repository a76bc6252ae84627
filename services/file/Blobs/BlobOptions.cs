using System.ComponentModel.DataAnnotations;
using BidForge.Buckets;

namespace BidForge.Files.Blobs;

internal enum BlobKind
{
    /// <summary>A directory of this machine, or one that all replicas mount.</summary>
    Local,

    /// <summary>A bucket of Amazon S3 or of a server that speaks its protocol.</summary>
    S3,
}

/// <summary>Where blobs are kept; section <c>Blobs</c>.</summary>
internal sealed class BlobOptions : IValidatableObject
{
    public BlobKind Kind { get; init; } = BlobKind.Local;

    /// <summary>For <see cref="BlobKind.Local"/>. Must be on one file system, for blobs are renamed into place.</summary>
    public string Directory { get; init; } = Path.Combine(".bidforge", "blobs");

    public BucketOptions S3 { get; init; } = new();

    /// <summary>How old a blob without a row must be before it is removed. Far longer than any upload lasts.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "30.00:00:00")]
    public TimeSpan OrphanAge { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How often orphans are looked for.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan SweepEvery { get; init; } = TimeSpan.FromHours(1);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Kind is BlobKind.Local && string.IsNullOrWhiteSpace(Directory))
            yield return new("Blobs:Directory must name a directory.", [nameof(Directory)]);
        if (Kind is BlobKind.S3 && string.IsNullOrWhiteSpace(S3.Bucket))
            yield return new("Blobs:S3:Bucket must name a bucket.", [nameof(S3)]);
        if (string.IsNullOrEmpty(S3.AccessKey) != string.IsNullOrEmpty(S3.SecretKey))
            yield return new("Blobs:S3:AccessKey and Blobs:S3:SecretKey go together.", [nameof(S3)]);
    }
}
