namespace BidForge.Files.Blobs;

/// <summary>Where the bytes of files lie. Keys are the files' ids; a blob never changes once it is complete.</summary>
internal interface IBlobStore
{
    /// <summary>Starts a blob. Nobody sees it before <see cref="IBlobUpload.CompleteAsync"/>.</summary>
    Task<IBlobUpload> BeginAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Opens a complete blob for reading from any position; nothing is fetched before the first read.</summary>
    /// <param name="id">The file's id.</param>
    /// <param name="size">Its length in bytes, as it was stored.</param>
    /// <exception cref="BlobMissingException">There is no such blob; thrown here or at the first read.</exception>
    Stream Open(Guid id, long size);

    /// <summary>Removes a blob; one that is not there is as good as removed.</summary>
    Task DeleteAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>All complete blobs last written before <paramref name="before"/>.</summary>
    IAsyncEnumerable<Guid> ListAsync(DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Throws what reading or writing would throw now.</summary>
    Task CheckAsync(CancellationToken cancellationToken);

    /// <summary>Removes what uploads that never ended left behind, if they were last written before <paramref name="before"/>.</summary>
    Task DiscardUnfinishedAsync(DateTimeOffset before, CancellationToken cancellationToken);
}

/// <summary>A blob on its way in. Disposed before it is complete, it leaves nothing behind.</summary>
internal interface IBlobUpload : IAsyncDisposable
{
    ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>Returns when the blob would outlive a power cut.</summary>
    Task CompleteAsync(CancellationToken cancellationToken);
}

/// <summary>A file's row is there and its bytes are not.</summary>
internal sealed class BlobMissingException(Guid id, Exception inner) : Exception($"The blob {id} is missing.", inner)
{
    public Guid Id { get; } = id;
}
