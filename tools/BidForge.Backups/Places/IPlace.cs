namespace BidForge.Backups.Places;

/// <summary>Files by name, in a folder or a bucket. One that is there is whole. Says of itself which it is, for people.</summary>
public interface IPlace
{
    /// <summary>Everything below a folder such as <c>blobs/kept/</c>, or below nothing, by full name and in ordinal order; fetched as it is asked for.</summary>
    IAsyncEnumerable<PlacedFile> ListAsync(string below, CancellationToken cancellationToken);

    /// <returns>Null when it is not there.</returns>
    Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken);

    Task<bool> HasAsync(string name, CancellationToken cancellationToken);

    /// <summary>Returns when the file would outlive a power cut. Where <paramref name="write"/> fails, nothing is there.</summary>
    /// <param name="name">In the place of what has this name.</param>
    /// <param name="write">Writes it, asynchronously only.</param>
    /// <param name="writtenAt">Its time, where a place lets one say it; null for now.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task PutAsync(string name, Func<Stream, Task> write, DateTimeOffset? writtenAt, CancellationToken cancellationToken);

    /// <summary>What is not there is as good as deleted.</summary>
    Task DeleteAsync(string name, CancellationToken cancellationToken);

    /// <summary>One holder at a time, where a place can promise that: a folder to the processes of this machine, a bucket to nobody.</summary>
    Task<IDisposable> LockAsync(string name, CancellationToken cancellationToken);
}

/// <param name="Name">From the place's beginning on.</param>
/// <param name="Size">Bytes.</param>
/// <param name="WrittenAt">By the place's own clock.</param>
public sealed record PlacedFile(string Name, long Size, DateTimeOffset WrittenAt);
