using BidForge.Backups.Bases;
using BidForge.Backups.Logs;
using BidForge.Backups.Sealing;
using BidForge.Backups.Storing;

namespace BidForge.Backups.Tests;

public sealed class RetentionTests : IDisposable
{
    private readonly DateTimeOffset now = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly string root = Directory.CreateTempSubdirectory("bidforge-retention-").FullName;
    private readonly BackupStore store;

    public RetentionTests() => store = new BackupStore(Path.Combine(root, "store"), BackupKey.Create(Path.Combine(root, "keys", "key")));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public async Task Old_backups_go_but_the_newest_from_before_the_kept_days_and_the_log_from_it_on_stay()
    {
        foreach (var (daysAgo, first) in new[] { (60, 1u), (40, 3u), (20, 5u), (1, 7u) })
            await AddAsync(daysAgo, first);
        for (var number = 1u; number <= 8; number++)
            await store.PutAsync(WalArchive.NameOf("postgres", new WalSegment(1, number).Name), _ => Task.CompletedTask, Token);

        var cleaned = await new Retention(store, new Fixed(now)).CleanUpAsync(30, Token);

        Assert.Equal((1, 2), (cleaned.Bases, cleaned.LogFiles));
        var kept = await BaseBackup.ListAsync(store, "postgres", Token);
        Assert.Equal([40, 20, 1], kept.Select(backup => (int)(now - backup.FinishedAt).TotalDays));
        Assert.Equal([3u, 4, 5, 6, 7, 8], WalArchive.Segments(store, "postgres").Select(segment => segment.Number));
        Assert.Empty(WalContinuity.Problems(WalArchive.Segments(store, "postgres"), kept, _ => true));
    }

    [Fact]
    public async Task The_only_backup_stays_however_old_it_is()
    {
        await AddAsync(400, 1);
        Assert.Equal(0, (await new Retention(store, new Fixed(now)).CleanUpAsync(30, Token)).Bases);
        Assert.Single(await BaseBackup.ListAsync(store, "postgres", Token));
    }

    private async Task AddAsync(int daysAgo, uint first)
    {
        var time = now.AddDays(-daysAgo);
        var backup = new BaseBackup("postgres", time.ToString("yyyyMMdd"), time, time, "1", new WalSegment(1, first).Name, new WalSegment(1, first).Name, 0, 0, 0);
        await store.PutAsync(backup.Content, _ => Task.CompletedTask, Token);
        await store.PutJsonAsync(BaseBackup.RecordOf("postgres", backup.Label), backup, Token);
    }
}
