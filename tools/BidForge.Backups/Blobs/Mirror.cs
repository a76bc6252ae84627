using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using BidForge.Backups.Storing;

namespace BidForge.Backups.Blobs;

/// <summary>
/// What is kept of blobs: <c>blobs/kept/</c>, a file for each, its content followed by the SHA-256 of it; <c>blobs/gone/</c>, a mark for each that has gone since; <c>blobs/begun</c> and <c>blobs/run</c>.
/// Each file stands by itself, so a run that was killed has done what it did, and two at once do the same twice.
/// </summary>
public sealed class Mirror(SealedFiles files)
{
    private const int HashSize = 32;

    /// <summary>Makes a mirror of a place that has none.</summary>
    /// <exception cref="BackupFailure">There is one, which another key sealed.</exception>
    internal async Task BeginAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await files.FindJsonAsync<Begun>(Begun.File, cancellationToken) is null)
            await files.PutJsonAsync(Begun.File, new Begun(now), cancellationToken);
    }

    internal Task<bool> IsThereAsync(CancellationToken cancellationToken) => files.HasAsync(Begun.File, cancellationToken);

    /// <exception cref="BackupFailure">There is none, or another key sealed it.</exception>
    internal async Task ExpectAsync(CancellationToken cancellationToken) =>
        _ = await files.FindJsonAsync<Begun>(Begun.File, cancellationToken) ?? throw new BackupFailure($"There is no mirror of blobs in {files.Place} yet.");

    /// <summary>In order of names.</summary>
    internal async IAsyncEnumerable<KeptBlob> KeptAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var file in files.ListAsync(KeptBlob.Folder, cancellationToken))
            yield return KeptBlob.Parse(file.Name[KeptBlob.Folder.Length..]);
    }

    /// <summary>In order of names.</summary>
    internal async IAsyncEnumerable<GoneMark> MarksAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var file in files.ListAsync(GoneMark.Folder, cancellationToken))
            yield return GoneMark.Parse(file.Name[GoneMark.Folder.Length..]);
    }

    /// <summary>Null before the first run has ended.</summary>
    public Task<LastRun?> LastRunAsync(CancellationToken cancellationToken) => files.FindJsonAsync<LastRun>(LastRun.File, cancellationToken);

    /// <summary>Keeps a copy of what is read.</summary>
    /// <exception cref="BackupFailure">It is not as long as was said.</exception>
    internal async Task KeepAsync(KeptBlob blob, Stream content, CancellationToken cancellationToken)
    {
        var buffer = new byte[1 << 16];
        var count = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        await files.PutAsync(blob.File, async stream =>
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var size = 0L;
            for (; count > 0; count = await content.ReadAsync(buffer, cancellationToken))
            {
                hash.AppendData(buffer, 0, count);
                await stream.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
                size += count;
            }
            if (size != blob.Size)
                throw new BackupFailure($"{blob.Name} has {size} bytes where {blob.Size} were listed: it was not whole.");
            await stream.WriteAsync(hash.GetHashAndReset(), cancellationToken);
        }, cancellationToken, LevelFor(buffer.AsSpan(0, count)));
    }

    /// <summary>Reads a kept blob, into a file or into nothing, and compares it with its size and checksum.</summary>
    /// <exception cref="BackupFailure">It is not what was kept.</exception>
    internal async Task ReadAsync(KeptBlob blob, Stream into, CancellationToken cancellationToken)
    {
        await using var content = await files.OpenAsync(blob.File, cancellationToken);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (buffer, left) = (new byte[1 << 16], blob.Size);
        while (left > 0 && await content.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)), cancellationToken) is var count and > 0)
        {
            hash.AppendData(buffer, 0, count);
            await into.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            left -= count;
        }
        // One more than the checksum: nothing may follow it.
        var rest = await content.ReadAtLeastAsync(buffer.AsMemory(0, HashSize + 1), HashSize + 1, throwOnEndOfStream: false, cancellationToken);
        if (left > 0 || rest != HashSize || !buffer.AsSpan(0, HashSize).SequenceEqual(hash.GetHashAndReset()))
            throw new BackupFailure($"{blob.File} is not what its checksum says.");
    }

    internal Task MarkAsync(GoneMark mark, CancellationToken cancellationToken) => files.PutJsonAsync(mark.File, mark, cancellationToken);

    internal Task UnmarkAsync(GoneMark mark, CancellationToken cancellationToken) => files.DeleteAsync(mark.File, cancellationToken);

    internal Task<GoneMark> ReadAsync(GoneMark mark, CancellationToken cancellationToken) => files.ReadJsonAsync<GoneMark>(mark.File, cancellationToken);

    /// <summary>The mark goes last: what is deleted half-way is deleted by the next run.</summary>
    internal async Task DropAsync(GoneMark mark, CancellationToken cancellationToken)
    {
        // Deletes by no mark that was not made here.
        _ = await ReadAsync(mark, cancellationToken);
        await files.DeleteAsync(mark.Blob.File, cancellationToken);
        await files.DeleteAsync(mark.File, cancellationToken);
    }

    internal Task RecordAsync(LastRun run, CancellationToken cancellationToken) => files.PutJsonAsync(LastRun.File, run, cancellationToken);

    internal Task<IDisposable> LockAsync(CancellationToken cancellationToken) => files.Place.LockAsync("blobs.lock", cancellationToken);

    // Most documents, and every attachment, are as short as they get: to try is two thirds of the work.
    private static CompressionLevel LevelFor(ReadOnlySpan<byte> beginning)
    {
        using var tried = new MemoryStream();
        using (var smaller = new GZipStream(tried, CompressionLevel.Fastest, leaveOpen: true))
            smaller.Write(beginning);
        return tried.Length < beginning.Length * 0.9 ? CompressionLevel.Fastest : CompressionLevel.NoCompression;
    }

    /// <summary>When a mirror was begun: the first of its files, by which a wrong key is known before anything else is done.</summary>
    private sealed record Begun(DateTimeOffset At)
    {
        public const string File = "blobs/begun";
    }
}
