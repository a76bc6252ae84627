using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using BidForge.Archive.Stores;
using Npgsql;

namespace BidForge.Archive;

/// <param name="Reason">Why the month stays where it is; null when it was (or, dry, would be) archived.</param>
public sealed record ArchivedMonth(string Shard, DateOnly Month, long Rows, string? Name, string? Reason);

/// <summary>
/// Moves whole months of history out of a shard: export, read back and compare, manifest, and only then detach and drop, in one transaction that makes sure that
/// nothing was added meanwhile. Killed at any point it leaves the month where it was; running it again begins anew under another name.
/// </summary>
public sealed class Archiver(IArchiveStore store, TimeProvider time)
{
    private const int MostTries = 20;

    // Bids that nobody has opened yet: their tree is still to be made.
    private const string Unopened = """
        select count(*) from {0} r join package_terms t on t.slot = r.slot and t.package_id = r.package_id
        where t.opened_at is null and t.status = 'published'
        """;

    /// <param name="month">A month that has ended long ago.</param>
    /// <param name="shard">Where it is.</param>
    /// <param name="dryRun">Only tell what would be done.</param>
    /// <param name="cancellationToken">Gives up; the month stays.</param>
    /// <exception cref="ArchiveFailure">What was read back differs, or the month changed meanwhile.</exception>
    public async Task<ArchivedMonth> ArchiveAsync(RevisionMonth month, NpgsqlDataSource shard, bool dryRun, CancellationToken cancellationToken)
    {
        var rows = await NumberAsync(shard, $"select count(*) from {month.Partition}", cancellationToken);
        var unopened = await NumberAsync(shard, string.Format(CultureInfo.InvariantCulture, Unopened, month.Partition), cancellationToken);
        if (unopened > 0)
            return new(month.Shard, month.Month, rows, null, string.Create(CultureInfo.InvariantCulture, $"{unopened} acts are on packages that have not been opened"));
        if (dryRun)
            return new(month.Shard, month.Month, rows, null, null);

        var name = string.Create(CultureInfo.InvariantCulture, $"{RevisionMonth.Table}/{month.Shard}/{month.Month:yyyy-MM}/{time.GetUtcNow():yyyyMMdd'T'HHmmssfff'Z'}");
        var file = Path.GetTempFileName();
        try
        {
            var columns = await ColumnsAsync(shard, month, cancellationToken);
            using var digest = await ExportAsync(month, shard, columns, file, cancellationToken);
            await store.PutAsync(name + ".csv.gz", file, cancellationToken);
            var manifest = new Manifest(
                name, name + ".csv.gz", RevisionMonth.Table, month.Shard, month.Month, columns, digest.Rows, digest.Sha256(), digest.Bytes, time.GetUtcNow());
            await ReadBackAsync(manifest, cancellationToken);
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(manifest, Manifest.Json), cancellationToken);
            await store.PutAsync(name + Manifest.Ending, file, cancellationToken);
            await DropAsync(month, shard, name, digest.Rows, cancellationToken);
            return new(month.Shard, month.Month, digest.Rows, name, null);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<CsvDigest> ExportAsync(
        RevisionMonth month, NpgsqlDataSource shard, IReadOnlyList<string> columns, string file, CancellationToken cancellationToken)
    {
        await using var connection = await shard.OpenConnectionAsync(cancellationToken);
        await using (var settings = new NpgsqlCommand("set timezone = 'UTC'; set datestyle = 'ISO'; set bytea_output = 'hex'", connection))
            await settings.ExecuteNonQueryAsync(cancellationToken);
        var sql = $"copy (select {string.Join(", ", columns)} from {month.Partition} order by slot, bid_id, revision, accepted_at) to stdout (format csv, header)";
        using var csv = await connection.BeginTextExportAsync(sql, cancellationToken);
        await using var target = File.Create(file);
        await using var gzip = new GZipStream(target, CompressionLevel.Optimal);
        return await CsvDigest.OfAsync(csv, gzip, cancellationToken);
    }

    private async Task ReadBackAsync(Manifest manifest, CancellationToken cancellationToken)
    {
        if (!await StoredArchive.IsWholeAsync(store, manifest, null, cancellationToken))
            throw new ArchiveFailure($"{manifest.File} reads back differently from what was written; nothing was removed.");
    }

    /// <summary>The parent is locked for moments only; while something long reads it, this steps back and lets bids pass.</summary>
    private async Task DropAsync(RevisionMonth month, NpgsqlDataSource shard, string name, long rows, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var connection = await shard.OpenConnectionAsync(cancellationToken);
                await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
                await ExecuteAsync(connection, $"set local lock_timeout = '500ms'; lock table {RevisionMonth.Table} in access exclusive mode", cancellationToken);
                await using (var count = new NpgsqlCommand($"select count(*) from {month.Partition}", connection))
                    if ((long)(await count.ExecuteScalarAsync(cancellationToken))! != rows)
                        throw new ArchiveFailure($"{month} changed while it was archived; nothing was removed. Run it again.");
                await MarkAsync(connection, month, name, cancellationToken);
                await ExecuteAsync(connection, $"alter table {RevisionMonth.Table} detach partition {month.Partition}; drop table {month.Partition}", cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return;
            }
            catch (PostgresException busy) when (busy.SqlState is PostgresErrorCodes.LockNotAvailable && attempt < MostTries)
            {
                await Task.Delay(TimeSpan.FromSeconds(0.5), time, cancellationToken);
            }
        }
    }

    /// <summary>So that what is missing from now on can be told from what somebody took away.</summary>
    private static async Task MarkAsync(NpgsqlConnection connection, RevisionMonth month, string name, CancellationToken cancellationToken)
    {
        await using var mark = new NpgsqlCommand(
            $"insert into archived_history (slot, package_id, month, archive) select distinct slot, package_id, $1::date, $2 from {month.Partition} on conflict do nothing", connection)
        {
            Parameters = { new() { Value = month.Month }, new() { Value = name } },
        };
        await mark.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<IReadOnlyList<string>> ColumnsAsync(NpgsqlDataSource shard, RevisionMonth month, CancellationToken cancellationToken)
    {
        await using var command = shard.CreateCommand(
            "select array_agg(attname::text order by attnum) from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped");
        command.Parameters.Add(new() { Value = month.Partition });
        return (string[])(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task<long> NumberAsync(NpgsqlDataSource shard, string sql, CancellationToken cancellationToken)
    {
        await using var command = shard.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
