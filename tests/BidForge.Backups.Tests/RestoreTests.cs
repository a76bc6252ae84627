using BidForge.Backups.Restoring;
using Npgsql;

namespace BidForge.Backups.Tests;

public sealed class RestoreTests(BackedUpSystem backed)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_restore_to_a_second_has_what_was_written_before_it_and_nothing_from_after() =>
        Assert.Equal(["first"], await WordsAsync(backed.Between));

    [Fact]
    public async Task A_restore_to_the_latest_has_everything_stored() =>
        Assert.Equal(["first", "second", "third"], await WordsAsync(null));

    [Fact]
    public async Task A_second_before_the_first_backup_cannot_be_restored()
    {
        var failure = await Assert.ThrowsAsync<BackupFailure>(() => RestoreAsync(backed.Backup.StartedAt.AddMinutes(-1), backed.NewFolder()));
        Assert.Contains("nothing before can be restored", failure.Message);
    }

    [Fact]
    public async Task A_second_that_the_stored_log_does_not_reach_is_refused_instead_of_rounded_down()
    {
        var failure = await Assert.ThrowsAsync<BackupFailure>(() => RestoreAsync(TimeProvider.System.GetUtcNow().AddHours(1), backed.NewFolder()));
        Assert.Contains("does not reach", failure.Message);
    }

    [Fact]
    public async Task A_folder_that_holds_something_is_never_restored_over()
    {
        var folder = Directory.CreateDirectory(backed.NewFolder()).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "mine"), "kept", Token);
        await Assert.ThrowsAsync<BackupFailure>(() => RestoreAsync(null, folder));
        Assert.Equal("kept", await File.ReadAllTextAsync(Path.Combine(folder, "mine"), Token));
    }

    private Task<Restored> RestoreAsync(DateTimeOffset? to, string into) =>
        new Restoration(backed.System.Store).RunAsync("drill", to, into, _ => { }, Token);

    private async Task<string[]> WordsAsync(DateTimeOffset? to)
    {
        var restored = await RestoreAsync(to, backed.NewFolder());
        return await backed.System.AskRestoredAsync(restored.DataFolder, async connection =>
        {
            await using var select = new NpgsqlCommand("select coalesce(array_agg(word order by word), '{}') from writes", connection);
            return (string[])(await select.ExecuteScalarAsync(Token))!;
        }, Token);
    }
}
