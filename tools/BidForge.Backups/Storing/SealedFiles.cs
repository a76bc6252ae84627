using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;
using BidForge.Backups.Places;
using BidForge.Backups.Sealing;

namespace BidForge.Backups.Storing;

/// <summary>Files of a backup in a folder or a bucket: each compressed, encrypted, and there only when it is whole. A file opens only under the name that it was stored under.</summary>
public sealed class SealedFiles(IPlace place, BackupKey key)
{
    internal const string Ending = ".sealed";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public IPlace Place => place;

    /// <returns>How many bytes lie there for it.</returns>
    internal async Task<long> PutAsync(string name, Func<Stream, Task> write, CancellationToken cancellationToken, CompressionLevel level = CompressionLevel.Fastest)
    {
        var stored = 0L;
        await place.PutAsync(name + Ending, async file =>
        {
            await using var sealing = new SealingStream(file, key, name);
            await using (var smaller = new GZipStream(sealing, level, leaveOpen: true))
                await write(smaller);
            await sealing.CompleteAsync(cancellationToken);
            stored = sealing.Written;
        }, null, cancellationToken);
        return stored;
    }

    internal Task PutJsonAsync<T>(string name, T value, CancellationToken cancellationToken) =>
        PutAsync(name, stream => JsonSerializer.SerializeAsync(stream, value, Json, cancellationToken), cancellationToken);

    internal async Task<Stream> OpenAsync(string name, CancellationToken cancellationToken) => await place.OpenAsync(name + Ending, cancellationToken) is { } file
        ? new GZipStream(new OpeningStream(file, key, name), CompressionMode.Decompress)
        : throw new BackupFailure($"{name} is not in {place}.");

    internal Task<bool> HasAsync(string name, CancellationToken cancellationToken) => place.HasAsync(name + Ending, cancellationToken);

    /// <summary>Null when there is none.</summary>
    internal async Task<T?> FindJsonAsync<T>(string name, CancellationToken cancellationToken)
        where T : class => await HasAsync(name, cancellationToken) ? await ReadJsonAsync<T>(name, cancellationToken) : null;

    internal async Task<T> ReadJsonAsync<T>(string name, CancellationToken cancellationToken)
    {
        await using var stream = await OpenAsync(name, cancellationToken);
        return await JsonSerializer.DeserializeAsync<T>(stream, Json, cancellationToken) ?? throw new BackupFailure($"{name} says nothing.");
    }

    internal Task DeleteAsync(string name, CancellationToken cancellationToken) => place.DeleteAsync(name + Ending, cancellationToken);

    /// <summary>Everything sealed below a folder, by the names that it opens under and in their order.</summary>
    internal async IAsyncEnumerable<PlacedFile> ListAsync(string below, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var file in place.ListAsync(below, cancellationToken))
            if (file.Name.EndsWith(Ending, StringComparison.Ordinal))
                yield return file with { Name = file.Name[..^Ending.Length] };
    }
}
