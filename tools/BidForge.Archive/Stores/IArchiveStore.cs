namespace BidForge.Archive.Stores;

/// <summary>Objects by name. What was put under a name is never changed.</summary>
public interface IArchiveStore
{
    /// <summary>Returns when the object would outlive a power cut.</summary>
    Task PutAsync(string name, string localFile, CancellationToken cancellationToken);

    /// <exception cref="ArchiveFailure">There is no such object.</exception>
    Task<Stream> OpenAsync(string name, CancellationToken cancellationToken);

    /// <summary>All names that end like this, in order.</summary>
    Task<IReadOnlyList<string>> ListAsync(string ending, CancellationToken cancellationToken);
}

/// <summary>Chooses the store by the settings of the file service.</summary>
public static class ArchiveStores
{
    public static IArchiveStore Of(ArchiveOptions options) => options.Kind.ToUpperInvariant() switch
    {
        "LOCAL" => new DirectoryStore(Path.Combine(options.Directory, "archive")),
        "S3" when options.S3.Bucket.Length > 0 => new BucketStore(options.S3),
        "S3" => throw new ArchiveFailure("Blobs__S3__Bucket must name a bucket."),
        _ => throw new ArchiveFailure("Blobs__Kind must be Local or S3."),
    };
}
