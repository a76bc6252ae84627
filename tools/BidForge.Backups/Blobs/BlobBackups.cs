using System.Globalization;
using System.Security.Cryptography;
using BidForge.Backups.Storing;

namespace BidForge.Backups.Blobs;

/// <summary>Copies the blob folder: what has not changed since the last snapshot is not copied again.</summary>
public sealed class BlobBackups(BackupStore store, TimeProvider clock)
{
    public async Task<BlobSnapshot> TakeAsync(string folder, CancellationToken cancellationToken)
    {
        using var held = await store.LockAsync(cancellationToken);
        var before = (await BlobSnapshot.ListAsync(store, cancellationToken)).LastOrDefault()?.Files;
        var files = new SortedDictionary<string, BlobEntry>(StringComparer.Ordinal);
        foreach (var file in Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories) : [])
        {
            var path = Path.GetRelativePath(folder, file);
            try
            {
                var info = new FileInfo(file);
                files[path] = before?.GetValueOrDefault(path) is { } known && known.Size == info.Length && known.ChangedAt == info.LastWriteTimeUtc && store.Has(known.Object)
                    ? known
                    : await StoreAsync(file, info, cancellationToken);
            }
            catch (FileNotFoundException)
            {
                // Deleted, or renamed into place, while this went on: the next snapshot has what came of it.
            }
        }
        var now = clock.GetUtcNow();
        var snapshot = new BlobSnapshot(now.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture), now, files);
        await store.PutJsonAsync(snapshot.Name, snapshot, cancellationToken);
        return snapshot;
    }

    /// <summary>Reads one stored blob, into a file or into nothing, and compares it with its checksum.</summary>
    internal static async Task ReadAsync(BackupStore store, string path, BlobEntry entry, Stream into, CancellationToken cancellationToken)
    {
        await using var source = store.Open(entry.Object);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        while (await source.ReadAsync(buffer, cancellationToken) is var count and > 0)
        {
            hash.AppendData(buffer, 0, count);
            await into.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }
        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != entry.Sha256)
            throw new BackupFailure($"Blob {path} ({entry.Object}) is not what its checksum says.");
    }

    private async Task<BlobEntry> StoreAsync(string file, FileInfo info, CancellationToken cancellationToken)
    {
        var name = $"{BlobSnapshot.Objects}/{Guid.CreateVersion7():N}";
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (changed, size) = (info.LastWriteTimeUtc, 0L);
        await using var source = File.OpenRead(file);
        await store.PutAsync(name, async stream =>
        {
            var buffer = new byte[1 << 16];
            while (await source.ReadAsync(buffer, cancellationToken) is var count and > 0)
            {
                hash.AppendData(buffer, 0, count);
                await stream.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
                size += count;
            }
        }, cancellationToken);
        return new BlobEntry(name, size, changed, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
