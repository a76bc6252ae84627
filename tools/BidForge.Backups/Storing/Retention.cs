using BidForge.Backups.Bases;
using BidForge.Backups.Logs;

namespace BidForge.Backups.Storing;

/// <param name="Bases">Base backups deleted.</param>
/// <param name="LogFiles">Files of the log that no kept backup needs.</param>
public sealed record CleanedUp(int Bases, int LogFiles);

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
            var kept = Kept(all, cut);
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
        return new CleanedUp(bases, logs);
    }

    private static List<BaseBackup> Kept(IReadOnlyList<BaseBackup> oldestFirst, DateTimeOffset cut) =>
        [.. oldestFirst.Where(backup => backup.FinishedAt <= cut).TakeLast(1), .. oldestFirst.Where(backup => backup.FinishedAt > cut)];

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
}
