namespace BidForge.Sharding.Moves;

/// <summary>Primary keys by table, as PostgreSQL writes their values, joined by the one character that text can't hold.</summary>
internal sealed class RowKeys
{
    private readonly Dictionary<string, HashSet<string>> byTable = new(StringComparer.Ordinal);

    public int Count => byTable.Values.Sum(keys => keys.Count);

    public void Add(string table, IEnumerable<string> values)
    {
        if (!byTable.TryGetValue(table, out var keys))
            byTable[table] = keys = new(StringComparer.Ordinal);
        keys.Add(string.Join('\0', values));
    }

    public void Add(RowKeys others)
    {
        foreach (var (table, keys) in others.byTable)
            if (!byTable.TryAdd(table, keys))
                byTable[table].UnionWith(keys);
    }

    /// <summary>The keys of one table, column by column in the key's order, as parameters for <c>unnest</c>.</summary>
    public string[][] Of(MovingTable table)
    {
        if (!byTable.TryGetValue(table.Name, out var keys))
            return [.. table.Key.Select(_ => Array.Empty<string>())];
        var rows = keys.Select(key => key.Split('\0')).ToList();
        return [.. table.Key.Select((_, column) => rows.Select(row => row[column]).ToArray())];
    }
}
