using Npgsql;

namespace BidForge.Load.Faults;

/// <summary>Reads the databases behind the services' backs.</summary>
internal static class Rows
{
    public static async Task<List<T>> ReadAsync<T>(string connection, string sql, object parameter, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        await using var database = NpgsqlDataSource.Create(connection);
        await using var command = database.CreateCommand(sql);
        command.CommandTimeout = 120;
        command.Parameters.Add(new() { Value = parameter });
        await using var row = await command.ExecuteReaderAsync(ct);
        var rows = new List<T>();
        while (await row.ReadAsync(ct))
            rows.Add(read(row));
        return rows;
    }

    /// <summary>The rows of all shards.</summary>
    public static async Task<List<T>> OfShardsAsync<T>(LoadTarget target, string sql, object parameter, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        var rows = new List<T>();
        foreach (var shard in target.Shards)
            rows.AddRange(await ReadAsync(target.Databases[shard], sql, parameter, read, ct));
        return rows;
    }
}
