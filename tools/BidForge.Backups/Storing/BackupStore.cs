using System.IO.Compression;
using System.Text.Json;
using BidForge.Backups.Sealing;

namespace BidForge.Backups.Storing;

/// <summary>
/// A folder of sealed files: <c>SERVER/base/LABEL/</c>, <c>SERVER/wal/</c>, <c>blobs/</c>. Every file is compressed, encrypted, synced, and then renamed into place:
/// what has its name is whole. A file opens only under the name that it was stored under.
/// </summary>
public sealed class BackupStore(string root, BackupKey key)
{
    private const string Ending = ".sealed";
    private const string Draft = ".incoming";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public string Root { get; } = Path.GetFullPath(root);

    /// <summary>One writer at a time: shipping, backups and clean-up exclude each other, in all processes of this machine.</summary>
    public async Task<IDisposable> LockAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        while (true)
        {
            try
            {
                return new FileStream(Path.Combine(Root, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(100, cancellationToken);
            }
        }
    }

    /// <returns>How many bytes lie in the store for it.</returns>
    internal async Task<long> PutAsync(string name, Func<Stream, Task> write, CancellationToken cancellationToken)
    {
        var final = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(final)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var draft = final + Draft;
        try
        {
            await using (var file = new FileStream(draft, FileMode.Create, FileAccess.Write))
            {
                await using var sealing = new SealingStream(file, key, name);
                await using (var smaller = new GZipStream(sealing, CompressionLevel.Fastest, leaveOpen: true))
                    await write(smaller);
                sealing.Complete();
                file.Flush(flushToDisk: true);
            }
            cancellationToken.ThrowIfCancellationRequested();
            File.Move(draft, final, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
        return new FileInfo(final).Length;
    }

    internal async Task PutJsonAsync<T>(string name, T value, CancellationToken cancellationToken) =>
        await PutAsync(name, stream => JsonSerializer.SerializeAsync(stream, value, Json, cancellationToken), cancellationToken);

    internal Stream Open(string name) => File.Exists(PathOf(name))
        ? new GZipStream(new OpeningStream(File.OpenRead(PathOf(name)), key, name), CompressionMode.Decompress)
        : throw new BackupFailure($"{name} is not in {Root}.");

    internal async Task<T> ReadJsonAsync<T>(string name, CancellationToken cancellationToken)
    {
        await using var stream = Open(name);
        return await JsonSerializer.DeserializeAsync<T>(stream, Json, cancellationToken) ?? throw new BackupFailure($"{name} says nothing.");
    }

    internal bool Has(string name) => File.Exists(PathOf(name));

    internal void Delete(string name) => File.Delete(PathOf(name));

    internal void DeleteFolder(string name) => Directory.Delete(Path.Combine(Root, name), recursive: true);

    /// <summary>What lies in a folder, by full name, in order.</summary>
    internal IReadOnlyList<string> List(string folder) => Directory.Exists(Path.Combine(Root, folder))
        ? [.. Directory.EnumerateFiles(Path.Combine(Root, folder), "*" + Ending).Select(file => $"{folder}/{Path.GetFileName(file)[..^Ending.Length]}").Order(StringComparer.Ordinal)]
        : [];

    internal IReadOnlyList<string> Folders(string folder) => Directory.Exists(Path.Combine(Root, folder))
        ? [.. Directory.EnumerateDirectories(Path.Combine(Root, folder)).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>The servers that something is kept of.</summary>
    public IReadOnlyList<string> Servers() => [.. Folders("").Where(name => Directory.Exists(Path.Combine(Root, name, "wal")) || Directory.Exists(Path.Combine(Root, name, "base")))];

    internal string PathOf(string name) => Path.Combine(Root, name + Ending);
}
