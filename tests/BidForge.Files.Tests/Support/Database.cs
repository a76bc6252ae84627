using Npgsql;

namespace BidForge.Files.Tests.Support;

/// <summary>Looks into the file service's database.</summary>
internal static class Database
{
    public static async Task<bool> HoldsAsync(string database, string sql) => await CountAsync(database, sql) > 0;

    /// <summary>The one id that <paramref name="sql"/> selects.</summary>
    public static async Task<Guid> GuidAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (Guid)(await command.ExecuteScalarAsync())!;
    }

    public static async Task DoAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>How many rows <paramref name="sql"/> selects.</summary>
    public static async Task<long> CountAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"select count(*) from ({sql}) found", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
