using System.Text;
using BidForge.Backups.Sealing;
using BidForge.Backups.Storing;

namespace BidForge.Backups.Tests;

public sealed class SealingTests(BackedUpSystem backed)
{
    [Fact]
    public async Task Nothing_stored_can_be_read_without_the_key()
    {
        var other = BackupKey.Create(Path.Combine(backed.System.Root, Guid.NewGuid().ToString("N"), "key"));
        var stranger = new BackupStore(backed.System.Store.Root, other);
        foreach (var name in backed.System.Store.List("drill/wal").Append(backed.Backup.Content))
            await Assert.ThrowsAsync<BackupFailure>(() => ReadAsync(stranger, name));
    }

    [Fact]
    public async Task What_is_in_a_table_is_found_in_the_backup_by_the_key_and_in_no_stored_file_without_it()
    {
        var planted = Encoding.UTF8.GetBytes(BackedUpSystem.Planted);
        Assert.True((await ReadAsync(backed.System.Store, backed.Backup.Content)).AsSpan().IndexOf(planted) >= 0);
        foreach (var file in Directory.EnumerateFiles(backed.System.Store.Root, "*", SearchOption.AllDirectories).Where(path => Path.GetFileName(path) != "lock"))
            Assert.True((await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)).AsSpan().IndexOf(planted) < 0, file);
    }

    [Fact]
    public void The_key_is_its_owner_s_only()
    {
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(backed.System.KeyFile));
        var open = Path.Combine(backed.System.Root, Guid.NewGuid().ToString("N"), "key");
        BackupKey.Create(open);
        File.SetUnixFileMode(open, (UnixFileMode)0b110_100_100);
        Assert.Contains("chmod 600", Assert.Throws<BackupFailure>(() => BackupKey.Read(open)).Message);
    }

    private static async Task<byte[]> ReadAsync(BackupStore store, string name)
    {
        await using var stream = await store.OpenAsync(name, TestContext.Current.CancellationToken);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, TestContext.Current.CancellationToken);
        return copy.ToArray();
    }
}
