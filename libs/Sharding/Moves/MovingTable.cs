using BidForge.Sharding.Map;
using Npgsql;

namespace BidForge.Sharding.Moves;

/// <summary>A table whose rows move with their slot.</summary>
/// <param name="Columns">All, in order.</param>
/// <param name="Key">The primary key's columns with their types, in the key's order; slot is one of them.</param>
internal sealed record MovingTable(string Name, IReadOnlyList<string> Columns, IReadOnlyList<(string Name, string Type)> Key)
{
    /// <summary>Its whole row as text, the same on every shard whatever the order of columns there.</summary>
    public string RowText => $"row({string.Join(", ", Columns.Select(column => $"t.{Quote(column)}"))})::text";

    public string Quoted => Quote(Name);

    private string Signature => $"{Name} ({string.Join(", ", Columns.Order(StringComparer.Ordinal))}) key ({string.Join(", ", Key)})";

    /// <summary>
    /// Every table of the shard with a <c>slot</c>, asked of PostgreSQL, so that a table added tomorrow moves too. What a shard says of itself
    /// (fences, held slots) stays; partitions go with their parent.
    /// </summary>
    public static async Task<List<MovingTable>> AllAsync(NpgsqlDataSource shard, CancellationToken cancellationToken)
    {
        var columns = await shard.RowsAsync(
            """
            select c.relname, a.attname, format_type(a.atttypid, a.atttypmod), coalesce(array_position(i.indkey::int2[], a.attnum), -1)
            from pg_class c
            join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            left join pg_index i on i.indrelid = c.oid and i.indisprimary
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
                and c.relname not in ('slot_fence', 'held_slots')
                and exists (select from pg_attribute s where s.attrelid = c.oid and s.attname = 'slot' and not s.attisdropped)
            order by c.relname, a.attnum
            """,
            row => (Table: row.GetString(0), Name: row.GetString(1), Type: row.GetString(2), Position: row.GetInt32(3)), cancellationToken);
        return [.. columns.GroupBy(column => column.Table, StringComparer.Ordinal).Select(table => new MovingTable(
            table.Key,
            [.. table.Select(column => column.Name)],
            [.. table.Where(column => column.Position >= 0).OrderBy(column => column.Position).Select(column => (column.Name, column.Type))]))];
    }

    /// <summary>The tables, which must be the same on both shards.</summary>
    /// <exception cref="MoveException">They are not; the message names the difference.</exception>
    public static async Task<List<MovingTable>> CommonAsync(Shard source, Shard target, CancellationToken cancellationToken)
    {
        var here = await AllAsync(source.Source, cancellationToken);
        var there = await AllAsync(target.Source, cancellationToken);
        if (here.Find(table => table.Key.All(column => column.Name != "slot")) is { } keyless)
            throw new MoveException($"Table {keyless.Name} has no slot in its primary key.");
        var differences = here.Select(table => table.Signature).Except(there.Select(table => table.Signature))
            .Concat(there.Select(table => table.Signature).Except(here.Select(table => table.Signature))).ToList();
        return differences.Count is 0
            ? here
            : throw new MoveException($"{source.Name} and {target.Name} do not have the same tables yet; start the bid service, which brings them up: {string.Join("; ", differences)}");
    }

    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
