using Npgsql;

namespace BidForge.Sharding.Moves;

/// <summary>
/// Compares the rows of the moving slots on both shards, table by table: counts, and the sum of a 64-bit hash of each row, which needs no order.
/// </summary>
internal sealed class Comparison(IReadOnlyList<MovingTable> tables, short[] slots)
{
    /// <summary>Counts and sums over all rows of the slots, as the connection's transaction sees them.</summary>
    public async Task<IReadOnlyList<Sum>> SumsAsync(NpgsqlConnection shard, CancellationToken cancellationToken)
    {
        await FixTextAsync(shard, cancellationToken);
        var sums = new List<Sum>();
        foreach (var table in tables)
            sums.AddRange(await shard.RowsAsync(
                $"""
                select count(*), coalesce(sum(hashtextextended({table.RowText}, 0)), 0), coalesce(sum(pg_column_size(t)), 0)::bigint
                from {table.Quoted} t where slot = any ($1)
                """, Read, cancellationToken, slots));
        return sums;
    }

    /// <summary>As <see cref="SumsAsync(NpgsqlConnection, CancellationToken)"/>, over the rows with these keys only.</summary>
    public async Task<IReadOnlyList<Sum>> SumsAsync(NpgsqlConnection shard, RowKeys keys, CancellationToken cancellationToken)
    {
        await FixTextAsync(shard, cancellationToken);
        var sums = new List<Sum>();
        foreach (var table in tables)
            sums.AddRange(await shard.RowsAsync(
                $"""
                select count(*), coalesce(sum(hashtextextended({table.RowText}, 0)), 0), coalesce(sum(pg_column_size(t)), 0)::bigint
                from {KeysJoin(table)}
                """, Read, cancellationToken, [.. keys.Of(table)]));
        return sums;
    }

    /// <summary>Those of the keys whose rows are not the same on both shards, or are on one only.</summary>
    public async Task<RowKeys> DifferencesAsync(NpgsqlConnection source, NpgsqlConnection target, RowKeys keys, CancellationToken cancellationToken)
    {
        await Task.WhenAll(FixTextAsync(source, cancellationToken), FixTextAsync(target, cancellationToken));
        var differences = new RowKeys();
        foreach (var table in tables)
        {
            var columns = keys.Of(table);
            if (columns[0].Length is 0)
                continue;
            var here = HashesAsync(source, table, columns, cancellationToken);
            var there = HashesAsync(target, table, columns, cancellationToken);
            await Task.WhenAll(here, there);
            foreach (var (number, _) in (await here).Except(await there).Concat((await there).Except(await here)))
                differences.Add(table.Name, columns.Select(column => column[number - 1]));
        }
        return differences;
    }

    /// <summary>The tables whose sums are not equal.</summary>
    public IEnumerable<string> Unequal(IReadOnlyList<Sum> here, IReadOnlyList<Sum> there) =>
        tables.Zip(here.Zip(there)).Where(table => table.Second.First.Rows != table.Second.Second.Rows || table.Second.First.Hash != table.Second.Second.Hash)
            .Select(table => table.First.Name);

    private static Task<List<(long Number, long Hash)>> HashesAsync(NpgsqlConnection shard, MovingTable table, string[][] keys, CancellationToken cancellationToken) =>
        shard.RowsAsync(
            $"select k.n, hashtextextended({table.RowText}, 0) from {KeysJoin(table)}", row => (row.GetInt64(0), row.GetInt64(1)), cancellationToken, [.. keys]);

    private static string KeysJoin(MovingTable table)
    {
        var names = Enumerable.Range(1, table.Key.Count).Select(number => $"k{number}").ToList();
        var arrays = string.Join(", ", names.Select((_, index) => $"${index + 1}::text[]"));
        var equal = string.Join(" and ", table.Key.Zip(names, (column, name) => $"t.{MovingTable.Quote(column.Name)} = k.{name}::{column.Type}"));
        return $"unnest({arrays}) with ordinality k ({string.Join(", ", names)}, n) join {table.Quoted} t on {equal}";
    }

    // Both sides must write values alike, whatever their defaults.
    private static Task FixTextAsync(NpgsqlConnection shard, CancellationToken cancellationToken) => shard.ExecuteAsync(
        "select set_config('timezone', 'UTC', false), set_config('datestyle', 'ISO', false), set_config('extra_float_digits', '1', false), set_config('bytea_output', 'hex', false)",
        cancellationToken);

    private static Sum Read(NpgsqlDataReader row) => new(row.GetInt64(0), row.GetDecimal(1), row.GetInt64(2));
}

/// <param name="Rows">How many.</param>
/// <param name="Hash">The sum of the rows' hashes.</param>
/// <param name="Bytes">As PostgreSQL stores them.</param>
internal sealed record Sum(long Rows, decimal Hash, long Bytes)
{
    public static Sum operator -(Sum all, Sum some) => new(all.Rows - some.Rows, all.Hash - some.Hash, all.Bytes - some.Bytes);
}
