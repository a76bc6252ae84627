using System.Globalization;
using BidForge.Backups.Bases;
using BidForge.Backups.Blobs;
using BidForge.Backups.Logs;
using BidForge.Backups.Places;
using BidForge.Backups.Servers;
using BidForge.Backups.Storing;

namespace BidForge.Backups.Restoring;

/// <summary>Makes a server of a chosen second out of a base backup and the log after it, in a folder of its own.</summary>
public sealed class Restoration(BackupStore store)
{
    /// <param name="server">Whose.</param>
    /// <param name="to">Everything committed up to then is in it, nothing from after; null for the last that is stored.</param>
    /// <param name="into">A folder that is not there yet, or is empty.</param>
    /// <param name="progress">Told each step.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Restored> RunAsync(string server, DateTimeOffset? to, string into, Action<string> progress, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System.GetTimestamp();
        into = Path.GetFullPath(into);
        ExpectNew(into);
        ExpectReachable(into);
        var backups = await BaseBackup.ListAsync(store, server, cancellationToken);
        var chosen = backups.LastOrDefault(backup => to is null || backup.FinishedAt <= to) ?? throw new BackupFailure(
            backups.Count == 0 ? $"There is no backup of {server}." : $"The oldest backup of {server} was finished at {backups[0].FinishedAt:O}: nothing before can be restored.");

        Directory.CreateDirectory(into);
        var (data, log) = (Path.Combine(into, "data"), Path.Combine(into, "log"));
        progress($"unpacking {chosen.Label}");
        Directory.CreateDirectory(data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await BaseReader.ReadAsync(store, chosen.Content, data, cancellationToken);
        var files = await UnpackLogAsync(server, chosen, to is null ? null : backups.FirstOrDefault(backup => backup.StartedAt > to), log, cancellationToken);
        await WriteSettingsAsync(data, log, to, cancellationToken);
        await Programs.GiveToServerUserAsync(data, cancellationToken);
        await Programs.GiveToServerUserAsync(log, cancellationToken);

        progress($"replaying {files.ToString(CultureInfo.InvariantCulture)} files of the log{(to is { } second ? $" up to {second:O}" : "")}");
        await ReplayAsync(data, server, to, cancellationToken);
        Directory.Delete(log, recursive: true);
        var port = LocalServer.FreePort();
        await File.WriteAllLinesAsync(Path.Combine(data, "postgresql.auto.conf"), Lasting(port), cancellationToken);
        return new Restored(server, data, to, chosen.Label, files, Math.Round(TimeProvider.System.GetElapsedTime(time).TotalSeconds, 1), Command(data, "start"), Command(data, "stop"), port);
    }

    /// <summary>The blobs of a second; null for what was there when the newest run looked.</summary>
    public Task<RestoredBlobs> RunBlobsAsync(DateTimeOffset? to, string into, Action<string> progress, CancellationToken cancellationToken)
    {
        ExpectNew(into);
        return new MirrorRestoration(store.Files).RunAsync(to, new FolderPlace(into), progress, cancellationToken);
    }

    /// <exception cref="BackupFailure">Something is there.</exception>
    public static void ExpectNew(string into)
    {
        if (File.Exists(into) || Directory.Exists(into) && Directory.EnumerateFileSystemEntries(into).Any())
            throw new BackupFailure($"{into} is not empty: a restore goes into a folder of its own, and never over what is there.");
    }

    private static void ExpectReachable(string into)
    {
        // The server runs as another user when root starts it, who must come through every folder on the way.
        for (var at = new DirectoryInfo(into).Parent; Programs.ServerUser is { } user && at is not null; at = at.Parent)
            if (at.Exists && !at.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
                throw new BackupFailure($"{user}, who runs the server, may not go through {at.FullName}: choose another folder.");
    }

    /// <summary>From the backup's first file to the end, or to the end of a later backup, before which the second has surely passed.</summary>
    private async Task<int> UnpackLogAsync(string server, BaseBackup from, BaseBackup? until, string log, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(log, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var last = until is null ? ulong.MaxValue : WalSegment.Parse(until.LastWal).Number;
        var needed = WalArchive.Segments(store, server).Where(segment => segment.Number >= from.First.Number && segment.Number <= last).Select(segment => segment.Name).ToList();
        var histories = store.List($"{server}/wal").Select(name => Path.GetFileName(name)).Where(name => name.EndsWith(".history", StringComparison.Ordinal));
        foreach (var name in needed.Concat(histories))
        {
            await using var source = await store.OpenAsync(WalArchive.NameOf(server, name), cancellationToken);
            await using var target = File.Create(Path.Combine(log, name));
            await source.CopyToAsync(target, 1 << 16, cancellationToken);
        }
        return needed.Count;
    }

    private static async Task WriteSettingsAsync(string data, string log, DateTimeOffset? to, CancellationToken cancellationToken)
    {
        string[] target = to is { } second
            ? [$"recovery_target_time = '{second.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)}+00'", "recovery_target_action = 'promote'"]
            : [];
        await File.WriteAllLinesAsync(
            Path.Combine(data, "postgresql.auto.conf"),
            [$"restore_command = 'cp \"{log.Replace("%", "%%", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}/%f\" \"%p\"'", .. target], cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(data, "recovery.signal"), "", cancellationToken);
    }

    private static async Task ReplayAsync(string data, string server, DateTimeOffset? to, CancellationToken cancellationToken)
    {
        try
        {
            // Nobody is let in before it has become a server of its own; it neither archives nor subscribes to anything.
            await using var replaying = await LocalServer.StartAsync(data, ["hot_standby=off", "archive_mode=off", "max_logical_replication_workers=0"], cancellationToken);
        }
        catch (BackupFailure failure) when (failure.Message.Contains("recovery ended before configured recovery target", StringComparison.Ordinal))
        {
            throw new BackupFailure(
                $"The stored log of {server} does not reach {to:O}. ./bidforge backup ship brings what the server has handed over; --to latest restores to the last commit that is stored.", failure);
        }
    }

    /// <summary>A copy beside the live server touches nothing outside of itself.</summary>
    private static IEnumerable<string> Lasting(int port) =>
    [
        "listen_addresses = '127.0.0.1'", $"port = {port.ToString(CultureInfo.InvariantCulture)}", "unix_socket_directories = ''", "timezone = 'UTC'", "max_connections = 300",
        "wal_level = logical", "archive_mode = off", "max_logical_replication_workers = 0",
    ];

    private static string Command(string data, string verb) =>
        $"{(Programs.ServerUser is { } user ? $"runuser -u {user} -- " : "")}{Path.Combine(Machine.PostgresBin, "pg_ctl")} -D {data} -w {(verb == "start" ? $"-l {data}/server.log " : "")}{verb}";
}
