using BidForge.Backups.Bases;
using BidForge.Backups.Restoring;

namespace BidForge.Backups.Drilling;

/// <summary>Loses a server on purpose and restores it: to a second within what was written, and to the last that was stored.</summary>
public static class Drill
{
    /// <param name="writing">How long rows are written before the newest log is stored.</param>
    /// <param name="at">The second that is restored to, from the first row on: more than nothing, less than <paramref name="writing"/>.</param>
    /// <param name="progress">Told each step.</param>
    /// <param name="cancellationToken">Gives up; nothing stays.</param>
    public static async Task<DrillResult> RunAsync(TimeSpan writing, TimeSpan at, Action<string> progress, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(at, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(at, writing);
        progress("starting a server of its own");
        await using var system = await ScratchSystem.StartAsync(cancellationToken);
        var ledger = new Ledger();
        DateTimeOffset end;
        double backupSeconds;
        await using (var connection = await system.OpenAsync(cancellationToken))
        {
            await Ledger.CreateAsync(connection, cancellationToken);
            progress("making a base backup");
            var backup = TimeProvider.System.GetTimestamp();
            await new BaseBackups(system.Store).TakeAsync(system.Server, cancellationToken);
            backupSeconds = TimeProvider.System.GetElapsedTime(backup).TotalSeconds;

            progress($"writing for {writing.TotalSeconds} s");
            await ledger.WriteAsync(connection, writing, cancellationToken);
            await system.Archive.FlushAsync(system.Server, cancellationToken);
            progress("writing what the backups do not get any more");
            await ledger.WriteAsync(connection, TimeSpan.FromSeconds(2), cancellationToken);
            end = TimeProvider.System.GetUtcNow();
            progress("killing the server and deleting its data");
            await system.DestroyAsync();
        }

        var first = ledger.Rows[0].Acknowledged;
        var target = first + at;
        var restoration = new Restoration(system.Store);
        var restored = await restoration.RunAsync("drill", target, Path.Combine(system.Root, "to-a-second"), progress, cancellationToken);
        var there = await system.AskRestoredAsync(restored.DataFolder, Ledger.ReadAsync, cancellationToken);
        var latest = await restoration.RunAsync("drill", null, Path.Combine(system.Root, "to-the-last"), progress, cancellationToken);
        var stored = await system.AskRestoredAsync(latest.DataFolder, Ledger.ReadAsync, cancellationToken);

        var before = ledger.Rows.Where(row => row.Acknowledged <= target).ToList();
        var lost = ledger.Rows.Where(row => !stored.Contains(row.Id)).ToList();
        var lastThere = ledger.Rows.Where(row => stored.Contains(row.Id)).Max(row => row.Acknowledged);
        return new DrillResult(
            first, target, ledger.Rows.Count, before.Count, before.Count(row => !there.Contains(row.Id)), ledger.Rows.Count(row => row.Sent > target && there.Contains(row.Id)),
            Math.Round(backupSeconds, 1), restored.Seconds, lost.Count, Math.Round((end - lastThere).TotalSeconds, 1));
    }
}
