using System.Globalization;
using BidForge.Backups.Logs;
using BidForge.Backups.Servers;
using BidForge.Backups.Storing;
using Npgsql;

namespace BidForge.Backups.Bases;

/// <summary>Makes base backups by pg_basebackup, straight into the store: nothing of them touches a disk unsealed.</summary>
public sealed class BaseBackups(BackupStore store)
{
    private readonly WalArchive archive = new(store);

    /// <summary>How long the copy may stand still: the server ends it when it has handed over the log, for which it would wait for ever.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>A backup counts when its log is stored and it has been read back whole.</summary>
    public async Task<BaseBackup> TakeAsync(BackedUpServer server, CancellationToken cancellationToken)
    {
        await ExpectArchivingAsync(server, cancellationToken);
        await archive.FlushAsync(server, cancellationToken);
        var started = await NowAsync(server, cancellationToken);
        var label = started.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);
        var content = $"{server.Name}/base/{label}/base.tar";
        var stored = await store.PutAsync(content, stream => CopyAsync(server, label, stream, cancellationToken), cancellationToken);

        var read = await BaseReader.ReadAsync(store, content, null, cancellationToken);
        var finished = await NowAsync(server, cancellationToken);
        await archive.FlushAsync(server, cancellationToken);
        await archive.WaitForAsync(server, read.Last.Name, cancellationToken);
        var backup = new BaseBackup(server.Name, label, started, finished, await SystemIdAsync(server, cancellationToken), read.First.Name, read.Last.Name, read.Bytes, stored, read.Files);
        await store.PutJsonAsync(BaseBackup.RecordOf(server.Name, label), backup, cancellationToken);
        return backup;
    }

    private Task CopyAsync(BackedUpServer server, string label, Stream into, CancellationToken cancellationToken)
    {
        var address = new NpgsqlConnectionStringBuilder(server.ConnectionString);
        // The log comes from the archive, so the copy has none of it.
        var start = Programs.Describe(Path.Combine(Machine.PostgresBin, "pg_basebackup"),
        [
            "--pgdata=-", "--format=tar", "--wal-method=none", "--checkpoint=fast", "--no-password", "--manifest-checksums=SHA256", $"--label=bidforge {label}",
            $"--host={address.Host}", $"--port={address.Port.ToString(CultureInfo.InvariantCulture)}", $"--username={address.Username}",
        ]);
        start.Environment["PGPASSWORD"] = address.Password;
        return Programs.RunAsync(start, into, cancellationToken, Patience);
    }

    private static async Task ExpectArchivingAsync(BackedUpServer server, CancellationToken cancellationToken)
    {
        if (await server.AskAsync<string>("show archive_mode", cancellationToken) is not "on")
            throw new BackupFailure($"{server.Name} does not archive its log: it was started before ./bidforge backup init. Start it again (./bidforge down, then up).");
        if (await server.AskAsync<string>("show wal_segment_size", cancellationToken) is not "16MB")
            throw new BackupFailure($"{server.Name} has log files of another size than 16 MB.");
    }

    private static Task<string> SystemIdAsync(BackedUpServer server, CancellationToken cancellationToken) =>
        server.AskAsync<string>("select system_identifier::text from pg_control_system()", cancellationToken);

    private static async Task<DateTimeOffset> NowAsync(BackedUpServer server, CancellationToken cancellationToken) =>
        new(await server.AskAsync<DateTime>("select clock_timestamp()", cancellationToken), TimeSpan.Zero);
}
