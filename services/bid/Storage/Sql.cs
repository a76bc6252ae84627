using Npgsql;
using NpgsqlTypes;

namespace BidForge.Bids.Storage;

/// <summary>Commands with positional parameters, so that the driver sends them as they are and keeps them prepared.</summary>
internal static class Sql
{
    public static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<object?> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(Parameter(value));
        return command;
    }

    public static NpgsqlParameter Parameter(object? value) => value switch
    {
        Typed typed => new() { Value = typed.Value ?? DBNull.Value, NpgsqlDbType = typed.Type },
        null => new() { Value = DBNull.Value },
        _ => new() { Value = value },
    };

    public static Typed Text(string? value) => new(value, NpgsqlDbType.Text);

    public static Typed Uuid(Guid? value) => new(value, NpgsqlDbType.Uuid);

    public static Typed Int(int? value) => new(value, NpgsqlDbType.Integer);

    public static Typed Bytes(byte[]? value) => new(value, NpgsqlDbType.Bytea);

    public static Typed Time(DateTimeOffset? value) => new(value?.ToUniversalTime(), NpgsqlDbType.TimestampTz);

    public static Typed Json(string? value) => new(value, NpgsqlDbType.Jsonb);

    /// <summary>Says by which company the transaction works, after asking the fence. First command of every transaction.</summary>
    public static NpgsqlBatchCommand Enter(int slot, Guid company, bool writes) =>
        Command("select enter_slot($1, $2, $3)", (short)slot, company, writes);

    public static T? Optional<T>(this NpgsqlDataReader row, int column) where T : class => row.IsDBNull(column) ? null : row.GetFieldValue<T>(column);

    public static T? OptionalValue<T>(this NpgsqlDataReader row, int column) where T : struct => row.IsDBNull(column) ? null : row.GetFieldValue<T>(column);

    public static DateTimeOffset Time(this NpgsqlDataReader row, int column) => row.GetFieldValue<DateTimeOffset>(column);
}

/// <summary>A value whose type null would hide.</summary>
internal readonly record struct Typed(object? Value, NpgsqlDbType Type);
