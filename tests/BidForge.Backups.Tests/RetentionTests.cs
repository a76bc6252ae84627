using BidForge.Backups.Bases;
using BidForge.Backups.Blobs;
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

    [Fact]
    public async Task A_deleted_blob_is_kept_for_as_long_as_a_kept_snapshot_names_it()
    {
        var blobs = Directory.CreateDirectory(Path.Combine(root, "blobs")).FullName;
        await File.WriteAllTextAsync(Path.Combine(blobs, "plan"), "a plan", Token);
        await new BlobBackups(store, new Fixed(now.AddDays(-50))).TakeAsync(blobs, Token);
        File.Delete(Path.Combine(blobs, "plan"));
        await new BlobBackups(store, new Fixed(now.AddDays(-40))).TakeAsync(blobs, Token);

        Assert.Equal((0, 0), await BlobsGoneAsync(now.AddDays(-15)));
        Assert.Equal((1, 1), await BlobsGoneAsync(now));
    }

    [Fact]
    public async Task Blobs_come_back_as_they_were()
    {
        var blobs = Directory.CreateDirectory(Path.Combine(root, "blobs", "ab")).Parent!.FullName;
        await File.WriteAllTextAsync(Path.Combine(blobs, "ab", "plan"), "a plan", Token);
        await new BlobBackups(store, new Fixed(now)).TakeAsync(blobs, Token);
        var (_, files) = await new Restoring.Restoration(store).RunBlobsAsync(null, Path.Combine(root, "again"), Token);
        Assert.Equal(1, files);
        Assert.Equal("a plan", await File.ReadAllTextAsync(Path.Combine(root, "again", "ab", "plan"), Token));
    }

    private async Task<(int, int)> BlobsGoneAsync(DateTimeOffset at)
    {
        var cleaned = await new Retention(store, new Fixed(at)).CleanUpAsync(30, Token);
        return (cleaned.Snapshots, cleaned.Blobs);
    }

    private async Task AddAsync(int daysAgo, uint first)
    {
        var time = now.AddDays(-daysAgo);
        var backup = new BaseBackup("postgres", time.ToString("yyyyMMdd"), time, time, "1", new WalSegment(1, first).Name, new WalSegment(1, first).Name, 0, 0, 0);
        await store.PutAsync(backup.Content, _ => Task.CompletedTask, Token);
        await store.PutJsonAsync(BaseBackup.RecordOf("postgres", backup.Label), backup, Token);
    }

    private sealed class Fixed(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
