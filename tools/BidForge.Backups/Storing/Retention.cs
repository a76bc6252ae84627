using BidForge.Backups.Bases;
using BidForge.Backups.Blobs;
using BidForge.Backups.Logs;

namespace BidForge.Backups.Storing;

/// <param name="Bases">Base backups deleted.</param>
/// <param name="LogFiles">Files of the log that no kept backup needs.</param>
/// <param name="Snapshots">Snapshots of blobs deleted.</param>
/// <param name="Blobs">Blobs that no kept snapshot names.</param>
public sealed record CleanedUp(int Bases, int LogFiles, int Snapshots, int Blobs);

/// <summary>Deletes what is older than the days kept, but for what a second within those days needs: the newest backup from before them, and the log after it.</summary>
public sealed class Retention(BackupStore store, TimeProvider clock)
{
    // Begun and never finished: not one that is being written just now.
    private static readonly TimeSpan LongestBackup = TimeSpan.FromDays(2);

    public async Task<CleanedUp> CleanUpAsync(int keepDays, CancellationToken cancellationToken)
    {
        using var held = await store.LockAsync(cancellationToken);
        var cut = clock.GetUtcNow().AddDays(-keepDays);
        var (bases, logs) = (0, 0);
        foreach (var server in store.Servers())
        {
            var all = await BaseBackup.ListAsync(store, server, cancellationToken);
            var kept = Kept(all, backup => backup.FinishedAt, cut);
            foreach (var old in all.Except(kept))
            {
                // First the record: what is deleted half-way is no backup any more.
                store.Delete(BaseBackup.RecordOf(server, old.Label));
                store.DeleteFolder(old.Folder);
                bases++;
            }
            DeleteUnfinished(server, all);
            if (kept.Count > 0)
                logs += DeleteLog(server, kept.Min(backup => backup.First.Number));
        }
        var snapshots = await BlobSnapshot.ListAsync(store, cancellationToken);
        var keptSnapshots = Kept(snapshots, snapshot => snapshot.TakenAt, cut);
        foreach (var old in snapshots.Except(keptSnapshots))
            store.Delete(old.Name);
        return new CleanedUp(bases, logs, snapshots.Count - keptSnapshots.Count, DeleteBlobs(keptSnapshots));
    }

    private static List<T> Kept<T>(IReadOnlyList<T> oldestFirst, Func<T, DateTimeOffset> time, DateTimeOffset cut) =>
        [.. oldestFirst.Where(one => time(one) <= cut).TakeLast(1), .. oldestFirst.Where(one => time(one) > cut)];

    private int DeleteLog(string server, ulong firstNeeded)
    {
        var unneeded = WalArchive.Segments(store, server).Where(segment => segment.Number < firstNeeded).ToList();
        foreach (var segment in unneeded)
            store.Delete(WalArchive.NameOf(server, segment.Name));
        return unneeded.Count;
    }

    private void DeleteUnfinished(string server, IReadOnlyList<BaseBackup> finished)
    {
        foreach (var label in store.Folders($"{server}/base").Except(finished.Select(backup => backup.Label)))
            if (clock.GetUtcNow() - Directory.GetLastWriteTimeUtc(Path.Combine(store.Root, server, "base", label)) > LongestBackup)
                store.DeleteFolder($"{server}/base/{label}");
    }

    private int DeleteBlobs(List<BlobSnapshot> kept)
    {
        if (kept.Count == 0)
            return 0;
        var named = kept.SelectMany(snapshot => snapshot.Files.Values).Select(entry => entry.Object).ToHashSet();
        var unnamed = store.List(BlobSnapshot.Objects).Where(name => !named.Contains(name)).ToList();
        foreach (var name in unnamed)
            store.Delete(name);
        return unnamed.Count;
    }
}
