using BidForge.Backups.Servers;
using BidForge.Backups.Storing;
using Npgsql;

namespace BidForge.Backups.Logs;

/// <summary>Carries the servers' finished log files into the store.</summary>
public sealed class WalArchive(BackupStore store)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Everything that lies ready. A file leaves its folder when the store has it for good.</summary>
    /// <returns>How many files.</returns>
    public async Task<int> ShipAsync(string server, string folder, CancellationToken cancellationToken)
    {
        using var held = await store.LockAsync(cancellationToken);
        var shipped = 0;
        foreach (var file in Directory.EnumerateFiles(folder).Where(f => !f.EndsWith(".part", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            var name = NameOf(server, Path.GetFileName(file));
            if (store.Has(name))
                await ExpectSameAsync(name, file, cancellationToken);
            else
                await store.PutAsync(name, async stream =>
                {
                    await using var source = File.OpenRead(file);
                    await source.CopyToAsync(stream, 1 << 16, cancellationToken);
                }, cancellationToken);
            File.Delete(file);
            shipped++;
        }
        return shipped;
    }

    /// <summary>Ends the current file of the log and stores it: afterwards everything that was committed before is in the store.</summary>
    public async Task FlushAsync(BackedUpServer server, CancellationToken cancellationToken)
    {
        await using var connection = await server.OpenAsync(cancellationToken);
        // A commit of its own: a restore to the second before it can tell that it has come so far.
        await using var command = new NpgsqlCommand("select pg_logical_emit_message(true, 'bidforge', 'backup')", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
        command.CommandText = "select pg_walfile_name(pg_switch_wal())";
        var last = (string)(await command.ExecuteScalarAsync(cancellationToken))!;
        await WaitForAsync(server, last, cancellationToken);
    }

    /// <summary>Ships until the store has this file.</summary>
    internal async Task WaitForAsync(BackedUpServer server, string segment, CancellationToken cancellationToken)
    {
        var end = TimeProvider.System.GetTimestamp();
        while (true)
        {
            await ShipAsync(server.Name, server.ArchiveFolder, cancellationToken);
            if (store.Has(NameOf(server.Name, segment)))
                return;
            if (TimeProvider.System.GetElapsedTime(end) > Patience)
                throw new BackupFailure($"{server.Name} has not handed over {segment} of its log: see its own log, and pg_stat_archiver.");
            await Task.Delay(100, cancellationToken);
        }
    }

    internal static string NameOf(string server, string file) => $"{server}/wal/{file}";

    /// <summary>The log files of a server in the order of their numbers, without histories and marks.</summary>
    internal static IReadOnlyList<WalSegment> Segments(BackupStore store, string server) =>
    [
        .. store.List($"{server}/wal").Select(name => Path.GetFileName(name))
            .Select(name => WalSegment.TryParse(name, out var segment) ? segment : (WalSegment?)null).OfType<WalSegment>(),
    ];

    private async Task ExpectSameAsync(string name, string file, CancellationToken cancellationToken)
    {
        await using var stored = await store.OpenAsync(name, cancellationToken);
        using var copy = new MemoryStream();
        await stored.CopyToAsync(copy, cancellationToken);
        var ready = await File.ReadAllBytesAsync(file, cancellationToken);
        if (!copy.ToArray().AsSpan().SequenceEqual(ready))
            throw new BackupFailure($"{name} is in the store with other content: do two servers share a name there? {file} was left where it is.");
    }
}
