using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace BidForge.Analytics.Storage;

/// <summary>SQL with numbered parameters.</summary>
internal static class Sql
{
    /// <summary>Runs a statement in the transaction in which an event is handled.</summary>
    public static async Task WriteAsync(this AnalyticsDb db, string sql, CancellationToken cancellationToken, params object?[] parameters)
    {
        var transaction = db.Database.CurrentTransaction ?? throw new InvalidOperationException("Events are handled inside the inbox's transaction.");
        await using var command = new NpgsqlCommand(sql, (NpgsqlConnection)db.Database.GetDbConnection(), (NpgsqlTransaction)transaction.GetDbTransaction());
        await command.With(parameters).ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Reads all rows of a query.</summary>
    public static async Task<List<T>> ReadAsync<T>(
        this NpgsqlConnection database, string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken, params object?[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, database).With(parameters);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var all = new List<T>();
        while (await rows.ReadAsync(cancellationToken))
            all.Add(read(rows));
        return all;
    }

    /// <summary>null where the column is.</summary>
    public static T? Maybe<T>(this NpgsqlDataReader row, int column)
        where T : struct => row.IsDBNull(column) ? null : row.GetFieldValue<T>(column);

    // PostgreSQL keeps instants, not offsets; the driver takes UTC only.
    private static NpgsqlCommand With(this NpgsqlCommand command, object?[] parameters)
    {
        foreach (var value in parameters)
            command.Parameters.Add(new() { Value = value switch { null => DBNull.Value, DateTimeOffset instant => instant.ToUniversalTime(), _ => value } });
        return command;
    }
}
