using Npgsql;

namespace BidForge.Sharding;

/// <summary>Commands in one line.</summary>
internal static class Sql
{
    public static async Task<int> ExecuteAsync(this NpgsqlDataSource database, string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(sql, cancellationToken, values);
    }

    public static async Task<int> ExecuteAsync(this NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = connection.Command(sql, values);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The first column of the first row; null where there is none, or it is null.</summary>
    public static async Task<T?> ScalarAsync<T>(this NpgsqlDataSource database, string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ScalarAsync<T>(sql, cancellationToken, values);
    }

    public static async Task<T?> ScalarAsync<T>(this NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = connection.Command(sql, values);
        return await command.ExecuteScalarAsync(cancellationToken) is T value ? value : default;
    }

    public static async Task<List<T>> RowsAsync<T>(
        this NpgsqlDataSource database, string sql, Func<NpgsqlDataReader, T> view, CancellationToken cancellationToken, params object[] values)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.RowsAsync(sql, view, cancellationToken, values);
    }

    public static async Task<List<T>> RowsAsync<T>(
        this NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> view, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = connection.Command(sql, values);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await row.ReadAsync(cancellationToken))
            rows.Add(view(row));
        return rows;
    }

    // Whole shards are read and copied here: the time that a request may take is no limit.
    private static NpgsqlCommand Command(this NpgsqlConnection connection, string sql, object[] values)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return command;
    }
}
