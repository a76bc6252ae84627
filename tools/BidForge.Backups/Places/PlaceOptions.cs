using BidForge.Buckets;

namespace BidForge.Backups.Places;

/// <summary>A folder or a bucket, as settings name it: section <c>Blobs</c> for files, in the same words as the file service, and <c>Backups</c> for their backup.</summary>
public sealed class PlaceOptions
{
    /// <summary>Local or S3.</summary>
    public string Kind { get; init; } = "Local";

    /// <summary>For Local.</summary>
    public string Directory { get; init; } = "";

    /// <summary>For S3.</summary>
    public BucketOptions S3 { get; init; } = new();

    /// <exception cref="BackupFailure">It names no place.</exception>
    public IPlace Open(string section) => Kind.ToUpperInvariant() switch
    {
        "LOCAL" when Directory.Length > 0 => new FolderPlace(Directory),
        "LOCAL" => throw new BackupFailure($"{section}__Directory must name a folder."),
        "S3" when S3.Bucket.Length is 0 => throw new BackupFailure($"{section}__S3__Bucket must name a bucket."),
        "S3" when string.IsNullOrEmpty(S3.AccessKey) != string.IsNullOrEmpty(S3.SecretKey) => throw new BackupFailure($"{section}__S3__AccessKey and {section}__S3__SecretKey go together."),
        "S3" => new BucketPlace(S3),
        _ => throw new BackupFailure($"{section}__Kind must be Local or S3."),
    };

    /// <summary>Whether what is written to one of them is found in the other.</summary>
    public bool Meets(PlaceOptions other) => (Kind.ToUpperInvariant(), other.Kind.ToUpperInvariant()) switch
    {
        ("LOCAL", "LOCAL") => IsIn(Directory, other.Directory) || IsIn(other.Directory, Directory),
        ("S3", "S3") => (S3.Bucket, S3.ServiceUrl) == (other.S3.Bucket, other.S3.ServiceUrl),
        _ => false,
    };

    private static bool IsIn(string inner, string outer) => (Path.GetFullPath(inner) + '/').StartsWith(Path.GetFullPath(outer) + '/', StringComparison.Ordinal);
}
