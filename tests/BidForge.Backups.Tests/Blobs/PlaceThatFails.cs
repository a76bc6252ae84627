using System.Runtime.CompilerServices;
using BidForge.Backups.Places;

namespace BidForge.Backups.Tests.Blobs;

/// <summary>Stands before a place, and does something to what it lists or before it opens a file.</summary>
internal sealed class PlaceThatFails(IPlace place) : IPlace
{
    public Func<IAsyncEnumerable<PlacedFile>, IAsyncEnumerable<PlacedFile>> Listing { get; init; } = files => files;

    public Func<Task> Opening { get; init; } = () => Task.CompletedTask;

    public static async IAsyncEnumerable<PlacedFile> BreakOff(IAsyncEnumerable<PlacedFile> files, int after)
    {
        await foreach (var file in files)
            yield return after-- > 0 ? file : throw new BackupFailure("The line went dead.");
    }

    public async IAsyncEnumerable<PlacedFile> ListAsync(string below, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var file in Listing(place.ListAsync(below, cancellationToken)))
            yield return file;
    }

    public async Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken)
    {
        await Opening();
        cancellationToken.ThrowIfCancellationRequested();
        return await place.OpenAsync(name, cancellationToken);
    }

    public Task<bool> HasAsync(string name, CancellationToken cancellationToken) => place.HasAsync(name, cancellationToken);

    public Task PutAsync(string name, Func<Stream, Task> write, DateTimeOffset? writtenAt, CancellationToken cancellationToken) => place.PutAsync(name, write, writtenAt, cancellationToken);

    public Task DeleteAsync(string name, CancellationToken cancellationToken) => place.DeleteAsync(name, cancellationToken);

    public Task<IDisposable> LockAsync(string name, CancellationToken cancellationToken) => place.LockAsync(name, cancellationToken);
}
