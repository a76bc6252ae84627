using BidForge.Backups.Places;
using BidForge.Backups.Sealing;

namespace BidForge.Backups.Storing;

/// <summary>A folder of sealed files: <c>SERVER/base/LABEL/</c>, <c>SERVER/wal/</c>, and the mirror of the blobs.</summary>
public sealed class BackupStore(string root, BackupKey key)
{
    public string Root { get; } = Path.GetFullPath(root);

    /// <summary>The same files as the mirror of the blobs sees them, which may as well lie in a bucket.</summary>
    public SealedFiles Files { get; } = new(new FolderPlace(root), key);

    /// <summary>One writer at a time: shipping, backups and clean-up of servers exclude each other, in all processes of this machine.</summary>
    public Task<IDisposable> LockAsync(CancellationToken cancellationToken) => Files.Place.LockAsync("lock", cancellationToken);

    /// <returns>How many bytes lie in the store for it.</returns>
    internal Task<long> PutAsync(string name, Func<Stream, Task> write, CancellationToken cancellationToken) => Files.PutAsync(name, write, cancellationToken);

    internal Task PutJsonAsync<T>(string name, T value, CancellationToken cancellationToken) => Files.PutJsonAsync(name, value, cancellationToken);

    internal Task<Stream> OpenAsync(string name, CancellationToken cancellationToken) => Files.OpenAsync(name, cancellationToken);

    internal Task<T> ReadJsonAsync<T>(string name, CancellationToken cancellationToken) => Files.ReadJsonAsync<T>(name, cancellationToken);

    internal bool Has(string name) => File.Exists(PathOf(name));

    internal void Delete(string name) => File.Delete(PathOf(name));

    internal void DeleteFolder(string name) => Directory.Delete(Path.Combine(Root, name), recursive: true);

    /// <summary>What lies in a folder, by full name, in order.</summary>
    internal IReadOnlyList<string> List(string folder) => Directory.Exists(Path.Combine(Root, folder))
        ? [.. Directory.EnumerateFiles(Path.Combine(Root, folder), "*" + SealedFiles.Ending).Select(file => $"{folder}/{Path.GetFileName(file)[..^SealedFiles.Ending.Length]}").Order(StringComparer.Ordinal)]
        : [];

    internal IReadOnlyList<string> Folders(string folder) => Directory.Exists(Path.Combine(Root, folder))
        ? [.. Directory.EnumerateDirectories(Path.Combine(Root, folder)).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>The servers that something is kept of.</summary>
    public IReadOnlyList<string> Servers() => [.. Folders("").Where(name => Directory.Exists(Path.Combine(Root, name, "wal")) || Directory.Exists(Path.Combine(Root, name, "base")))];

    internal string PathOf(string name) => Path.Combine(Root, name + SealedFiles.Ending);
}
