using System.Runtime.CompilerServices;

namespace BidForge.Backups.Places;

/// <summary>
/// A folder, with folders in it. What is on its way in is not there yet: files that end in <c>.incoming</c>, and the folder <c>incoming</c> of the file service's uploads.
/// The names of one folder inside it are in memory at a time, to be put in order.
/// </summary>
public sealed class FolderPlace(string root) : IPlace
{
    private const UnixFileMode OwnersOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    // EWOULDBLOCK of flock(2) on Linux: another process has the file.
    private const int WouldBlock = 11;
    private const string Draft = ".incoming";
    private const string Uploads = "incoming/";

    private readonly string root = Path.GetFullPath(root);

    public async IAsyncEnumerable<PlacedFile> ListAsync(string below, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var (file, name) in Walk(new DirectoryInfo(Path.Combine(root, below)), below))
        {
            cancellationToken.ThrowIfCancellationRequested();
            // Deleted while this went on: it is not there.
            if (file.Exists)
                yield return new PlacedFile(name, file.Length, new DateTimeOffset(file.LastWriteTimeUtc));
        }
    }

    public Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult<Stream?>(new FileStream(PathOf(name), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public Task<bool> HasAsync(string name, CancellationToken cancellationToken) => Task.FromResult(File.Exists(PathOf(name)));

    public async Task PutAsync(string name, Func<Stream, Task> write, DateTimeOffset? writtenAt, CancellationToken cancellationToken)
    {
        var final = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(final)!, OwnersOnly);
        var draft = final + Draft;
        try
        {
            await using (var file = new FileStream(draft, FileMode.Create, FileAccess.Write))
            {
                await write(file);
                file.Flush(flushToDisk: true);
            }
            if (writtenAt is { } time)
                File.SetLastWriteTimeUtc(draft, time.UtcDateTime);
            cancellationToken.ThrowIfCancellationRequested();
            File.Move(draft, final, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    public Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        if (File.Exists(PathOf(name)))
            File.Delete(PathOf(name));
        return Task.CompletedTask;
    }

    public async Task<IDisposable> LockAsync(string name, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(root, OwnersOnly);
        while (true)
        {
            try
            {
                return new FileStream(PathOf(name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException held) when (held.HResult == WouldBlock)
            {
                await Task.Delay(100, cancellationToken);
            }
        }
    }

    public override string ToString() => root;

    // In the order of whole names: a folder stands where its name with a slash does.
    private static IEnumerable<(FileInfo File, string Name)> Walk(DirectoryInfo folder, string below)
    {
        if (!folder.Exists)
            yield break;
        foreach (var (entry, name) in folder.EnumerateFileSystemInfos()
            .Select(entry => (entry, name: entry is DirectoryInfo ? $"{below}{entry.Name}/" : below + entry.Name)).OrderBy(it => it.name, StringComparer.Ordinal))
            if (entry is DirectoryInfo inner)
                foreach (var file in name is Uploads ? [] : Walk(inner, name))
                    yield return file;
            else if (!name.EndsWith(Draft, StringComparison.Ordinal))
                yield return ((FileInfo)entry, name);
    }

    private string PathOf(string name)
    {
        var path = Path.GetFullPath(Path.Combine(root, name));
        return path.StartsWith(root + '/', StringComparison.Ordinal) ? path : throw new BackupFailure($"{name} would lie outside of {root}.");
    }
}
