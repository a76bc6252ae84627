using System.Globalization;
using BidForge.Archive.Stores;
using Npgsql;

namespace BidForge.Archive;

/// <param name="Rows">In the archive.</param>
/// <param name="Added">That were not there already.</param>
public sealed record RestoredMonth(string Name, DateOnly Month, long Rows, long Added);

/// <summary>
/// Brings an archived month back, each row to the shard that owns its slot now. The whole archive is checked before the first row is written.
/// Rows that are there already stay: restoring twice adds nothing.
/// </summary>
public sealed class Restorer(IArchiveStore store)
{
    public async Task<IReadOnlyList<Manifest>> ListAsync(CancellationToken cancellationToken)
    {
        var manifests = new List<Manifest>();
        foreach (var name in await store.ListAsync(Manifest.Ending, cancellationToken))
            manifests.Add(await ReadAsync(name, cancellationToken));
        return manifests;
    }

    /// <param name="name">As in the list.</param>
    /// <param name="catalog">Says which shard owns which slot.</param>
    /// <param name="shards">All of them, by name.</param>
    /// <param name="cancellationToken">Gives up; each shard has all of its rows or none.</param>
    /// <exception cref="ArchiveFailure">There is no such archive, or it is damaged; nothing was written.</exception>
    public async Task<RestoredMonth> RestoreAsync(
        string name, NpgsqlDataSource catalog, IReadOnlyDictionary<string, NpgsqlDataSource> shards, CancellationToken cancellationToken)
    {
        var manifest = await ReadAsync(name.EndsWith(Manifest.Ending, StringComparison.Ordinal) ? name : name + Manifest.Ending, cancellationToken);
        var owners = await OwnersAsync(catalog, cancellationToken);
        var file = Path.GetTempFileName();
        try
        {
            await FetchAsync(manifest, file, cancellationToken);
            var added = 0L;
            foreach (var (shard, database) in shards)
                added += await InsertAsync(manifest, file, database, slot => owners.GetValueOrDefault(slot) == shard, cancellationToken);
            return new(manifest.Name, manifest.Month, manifest.Rows, added);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private async Task<Manifest> ReadAsync(string name, CancellationToken cancellationToken)
    {
        await using var stream = await store.OpenAsync(name, cancellationToken);
        return Manifest.Read(stream);
    }

    private async Task FetchAsync(Manifest manifest, string file, CancellationToken cancellationToken)
    {
        await using var target = File.Create(file);
        if (!await StoredArchive.IsWholeAsync(store, manifest, target, cancellationToken))
            throw new ArchiveFailure($"{manifest.File} is damaged: its content does not have the checksum of its manifest. Nothing was written.");
    }

    private static async Task<Dictionary<short, string>> OwnersAsync(NpgsqlDataSource catalog, CancellationToken cancellationToken)
    {
        await using var command = catalog.CreateCommand("select slot, shard from slot_map");
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var owners = new Dictionary<short, string>();
        while (await row.ReadAsync(cancellationToken))
            owners[row.GetInt16(0)] = row.GetString(1);
        return owners;
    }

    private static async Task<long> InsertAsync(Manifest manifest, string file, NpgsqlDataSource shard, Func<short, bool> isHere, CancellationToken cancellationToken)
    {
        var columns = string.Join(", ", manifest.Columns);
        await using var connection = await shard.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, $"create temp table restored (like {RevisionMonth.Table}) on commit drop", cancellationToken);
        await using (var copy = await connection.BeginTextImportAsync($"copy restored ({columns}) from stdin (format csv)", cancellationToken))
            await foreach (var record in CsvRecords.ReadAsync(file, cancellationToken))
                if (isHere(short.Parse(record.AsSpan(0, record.IndexOf(',')), CultureInfo.InvariantCulture)))
                    await copy.WriteAsync(record.AsMemory(), cancellationToken);
        await using (var any = new NpgsqlCommand("select exists (select from restored)", connection))
            if (await any.ExecuteScalarAsync(cancellationToken) is false)
                return 0;
        await ExecuteAsync(connection, string.Create(CultureInfo.InvariantCulture, $"""
            create table if not exists {RevisionMonth.Table}_{manifest.Month:yyyy_MM} partition of {RevisionMonth.Table}
            for values from ('{manifest.Month:yyyy-MM-dd} 00:00:00+00') to ('{manifest.Month.AddMonths(1):yyyy-MM-dd} 00:00:00+00')
            """), cancellationToken);
        var added = await ExecuteAsync(connection, $"insert into {RevisionMonth.Table} ({columns}) select {columns} from restored on conflict do nothing", cancellationToken);
        await ExecuteAsync(connection, string.Create(CultureInfo.InvariantCulture, $"""
            delete from archived_history h using restored r where h.slot = r.slot and h.package_id = r.package_id and h.month = '{manifest.Month:yyyy-MM-dd}'
            """), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return added;
    }

    /// <returns>Rows written.</returns>
    private static async Task<long> ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
