using System.Runtime.CompilerServices;

namespace BidForge.Files.Blobs;

/// <summary>
/// Blobs as files: written and synced under <c>incoming/</c>, then renamed to <c>{last two hex digits of the id}/{id}</c>.
/// A blob that has its final name is whole.
/// </summary>
internal sealed class LocalBlobs : IBlobStore
{
    private readonly string root;
    private readonly string incoming;

    public LocalBlobs(string directory)
    {
        root = Path.GetFullPath(directory);
        incoming = Path.Combine(root, "incoming");
        Directory.CreateDirectory(incoming);
    }

    public Task<IBlobUpload> BeginAsync(Guid id, CancellationToken cancellationToken) =>
        Task.FromResult<IBlobUpload>(new LocalUpload(Path.Combine(incoming, Name(id)), PathOf(id)));

    public Stream Open(Guid id, long size)
    {
        try
        {
            return new FileStream(PathOf(id), new FileStreamOptions
            {
                Mode = FileMode.Open,
                Access = FileAccess.Read,
                Share = FileShare.Read | FileShare.Delete,
                Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
                BufferSize = 0,
            });
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BlobMissingException(id, fault);
        }
    }

    public Task DeleteAsync(Guid id, CancellationToken cancellationToken)
    {
        try
        {
            File.Delete(PathOf(id));
        }
        catch (DirectoryNotFoundException)
        {
        }
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<Guid> ListAsync(DateTimeOffset before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var folder in new DirectoryInfo(root).EnumerateDirectories("??"))
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var file in folder.EnumerateFiles())
            {
                if (file.LastWriteTimeUtc < before.UtcDateTime && Guid.TryParseExact(file.Name, "N", out var id))
                    yield return id;
            }
        }
    }

    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        var probe = Path.Combine(incoming, $"probe-{Guid.NewGuid():N}");
        await File.WriteAllBytesAsync(probe, "ok"u8.ToArray(), cancellationToken);
        File.Delete(probe);
    }

    public Task DiscardUnfinishedAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        foreach (var file in new DirectoryInfo(incoming).EnumerateFiles().Where(file => file.LastWriteTimeUtc < before.UtcDateTime))
        {
            cancellationToken.ThrowIfCancellationRequested();
            file.Delete();
        }
        return Task.CompletedTask;
    }

    private static string Name(Guid id) => id.ToString("N");

    // The end of a UUIDv7 is random, its beginning is the time: only the end spreads files over folders.
    private string PathOf(Guid id) => Path.Combine(root, Name(id)[^2..], Name(id));
}
