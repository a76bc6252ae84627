using BidForge.Backups.Bases;
using BidForge.Backups.Drilling;

namespace BidForge.Backups.Tests;

/// <summary>A server that cannot hand over its log.</summary>
public sealed class ArchivingTests
{
    [Fact]
    public async Task A_backup_that_the_server_cannot_end_fails_and_counts_for_nothing()
    {
        var ct = TestContext.Current.CancellationToken;
        // All but the mark that a backup leaves in the log, for which the server waits in the end.
        await using var system = await ScratchSystem.StartAsync(
            folder => ["archive_mode=on", $"archive_command=case %f in *.backup) false;; *) cp \"%p\" \"{folder}/%f\";; esac"], ct);
        var backups = new BaseBackups(system.Store) { Patience = TimeSpan.FromSeconds(4) };
        var failure = await Assert.ThrowsAsync<BackupFailure>(() => backups.TakeAsync(system.Server, ct).WaitAsync(Eventually.Patience, ct));
        Assert.Contains("pg_stat_archiver", failure.Message, StringComparison.Ordinal);
        Assert.Empty(await BaseBackup.ListAsync(system.Store, system.Server.Name, ct));
    }
}
