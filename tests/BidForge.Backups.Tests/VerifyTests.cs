using BidForge.Backups.Logs;
using BidForge.Backups.Storing;

namespace BidForge.Backups.Tests;

public sealed class VerifyTests(BackedUpSystem backed)
{
    [Fact]
    public async Task A_sound_backup_has_no_problems()
    {
        var verified = await VerifyAsync(backed.Copy());
        Assert.Empty(verified.Problems);
        Assert.Equal(1, verified.Bases);
        Assert.True(verified.LogFiles >= 2);
    }

    [Fact]
    public async Task A_changed_byte_in_a_base_backup_is_found()
    {
        var store = backed.Copy();
        Flip(store.PathOf(backed.Backup.Content));
        Assert.Contains("base.tar is damaged", Assert.Single((await VerifyAsync(store)).Problems));
    }

    [Fact]
    public async Task A_changed_byte_in_the_log_is_found()
    {
        var store = backed.Copy();
        Flip(store.PathOf(WalArchive.NameOf("drill", backed.Backup.FirstWal)));
        Assert.Contains(backed.Backup.FirstWal, Assert.Single((await VerifyAsync(store)).Problems));
    }

    [Fact]
    public async Task A_file_that_is_cut_off_is_found()
    {
        var store = backed.Copy();
        using (var file = File.OpenWrite(store.PathOf(backed.Backup.Content)))
            file.SetLength(file.Length / 2);
        Assert.Contains("base.tar", Assert.Single((await VerifyAsync(store)).Problems));
    }

    [Fact]
    public async Task A_gap_in_the_log_is_found()
    {
        var store = backed.Copy();
        var segments = WalArchive.Segments(store, "drill");
        store.Delete(WalArchive.NameOf("drill", segments[^2].Name));
        Assert.Contains((await VerifyAsync(store)).Problems, problem => problem.Contains(segments[^2].Name) && problem.Contains("missing"));
    }

    [Fact]
    public async Task A_log_file_under_another_s_name_is_found()
    {
        var store = backed.Copy();
        var segments = WalArchive.Segments(store, "drill");
        File.Copy(store.PathOf(WalArchive.NameOf("drill", segments[^2].Name)), store.PathOf(WalArchive.NameOf("drill", segments[^1].Name)), overwrite: true);
        Assert.Contains(segments[^1].Name, Assert.Single((await VerifyAsync(store)).Problems));
    }

    private static Task<Verified> VerifyAsync(BackupStore store) => new Verification(store).RunAsync(_ => { }, TestContext.Current.CancellationToken);

    private static void Flip(string path)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);
    }
}
