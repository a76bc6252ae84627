using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text.Json;
using BidForge.Backups.Logs;
using BidForge.Backups.Storing;

namespace BidForge.Backups.Bases;

/// <param name="First">First file of the log that the backup needs.</param>
/// <param name="Last">Last file of the log that it needs to be consistent.</param>
/// <param name="Bytes">Of all files.</param>
/// <param name="Files">Compared with the manifest.</param>
internal sealed record BaseContent(WalSegment First, WalSegment Last, long Bytes, int Files);

/// <summary>Reads a stored base backup, and compares every file with the checksum that the server's manifest gives it.</summary>
internal static class BaseReader
{
    private const string ManifestName = "backup_manifest";

    /// <param name="store">Where it is.</param>
    /// <param name="name">Its tar.</param>
    /// <param name="into">A folder that gets its files; null to read only.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<BaseContent> ReadAsync(BackupStore store, string name, string? into, CancellationToken cancellationToken)
    {
        var files = new Dictionary<string, (long Size, string Hash)>();
        byte[]? manifest = null;
        try
        {
            await using var stream = await store.OpenAsync(name, cancellationToken);
            await using (var tar = new TarReader(stream, leaveOpen: true))
                while (await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
                {
                    var path = entry.Name.TrimStart('.').Trim('/');
                    if (entry.EntryType is TarEntryType.Directory)
                        MakeFolder(into, path);
                    else if (path == ManifestName)
                        manifest = await ReadAllAsync(entry.DataStream!, cancellationToken);
                    else
                        files[path] = await CopyAsync(entry.DataStream, PathOf(into, path), cancellationToken);
                }
            // To the very end: what follows the archive belongs to the checked file too.
            await stream.CopyToAsync(Stream.Null, cancellationToken);
        }
        catch (Exception damage) when (damage is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new BackupFailure($"{name} is damaged: {damage.Message}", damage);
        }
        if (into is not null && manifest is not null)
            await File.WriteAllBytesAsync(Path.Combine(into, ManifestName), manifest, cancellationToken);
        return Compare(name, files, manifest ?? throw new BackupFailure($"{name} has no manifest."));
    }

    private static BaseContent Compare(string name, Dictionary<string, (long Size, string Hash)> files, byte[] manifest)
    {
        using var document = JsonDocument.Parse(manifest);
        var count = 0;
        foreach (var file in document.RootElement.GetProperty("Files").EnumerateArray())
        {
            var path = file.GetProperty("Path").GetString()!;
            if (!files.TryGetValue(path, out var found))
                throw new BackupFailure($"{name} lacks {path}.");
            if (found.Size != file.GetProperty("Size").GetInt64() || found.Hash != file.GetProperty("Checksum").GetString())
                throw new BackupFailure($"{path} in {name} is not what its checksum says.");
            count++;
        }
        var range = document.RootElement.GetProperty("WAL-Ranges").EnumerateArray().Last();
        var timeline = range.GetProperty("Timeline").GetUInt32();
        return new BaseContent(
            WalSegment.At(timeline, range.GetProperty("Start-LSN").GetString()!, isEnd: false),
            WalSegment.At(timeline, range.GetProperty("End-LSN").GetString()!, isEnd: true),
            files.Values.Sum(file => file.Size), count);
    }

    private static void MakeFolder(string? into, string path)
    {
        if (into is not null)
            Directory.CreateDirectory(PathOf(into, path)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static string? PathOf(string? into, string path)
    {
        if (into is null)
            return null;
        var full = Path.GetFullPath(Path.Combine(into, path));
        return full == into || full.StartsWith(into + "/", StringComparison.Ordinal) ? full : throw new BackupFailure($"{path} would lie outside of {into}.");
    }

    private static async Task<(long, string)> CopyAsync(Stream? source, string? path, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = path is null ? Stream.Null : new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        var (buffer, size) = (new byte[1 << 16], 0L);
        while (source is not null && await source.ReadAsync(buffer, cancellationToken) is var count and > 0)
        {
            hash.AppendData(buffer, 0, count);
            await file.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            size += count;
        }
        return (size, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static async Task<byte[]> ReadAllAsync(Stream source, CancellationToken cancellationToken)
    {
        using var copy = new MemoryStream();
        await source.CopyToAsync(copy, cancellationToken);
        return copy.ToArray();
    }
}
