using BidForge.Backups.Storing;

namespace BidForge.Backups.Blobs;

/// <summary>Which blobs there were at a time.</summary>
/// <param name="Label">When it was taken, and its name.</param>
/// <param name="TakenAt">When every one of them had been looked at.</param>
/// <param name="Files">By path below the blob folder.</param>
public sealed record BlobSnapshot(string Label, DateTimeOffset TakenAt, IReadOnlyDictionary<string, BlobEntry> Files)
{
    internal const string Folder = "blobs/snapshots";
    internal const string Objects = "blobs/objects";

    internal string Name => $"{Folder}/{Label}";

    public static async Task<IReadOnlyList<BlobSnapshot>> ListAsync(BackupStore store, CancellationToken cancellationToken)
    {
        var found = new List<BlobSnapshot>();
        foreach (var name in store.List(Folder))
            found.Add(await store.ReadJsonAsync<BlobSnapshot>(name, cancellationToken));
        return [.. found.OrderBy(snapshot => snapshot.TakenAt)];
    }
}

/// <param name="Object">What it is kept as: its content is stored once, however many snapshots name it.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ChangedAt">The file's own time.</param>
/// <param name="Sha256">Of its content.</param>
public sealed record BlobEntry(string Object, long Size, DateTime ChangedAt, string Sha256);
