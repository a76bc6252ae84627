using BidForge.Messaging.Outbox;
using Npgsql;
using NpgsqlTypes;

namespace BidForge.Messaging;

/// <summary>The outbox of a shard, written with Npgsql in the batch that changes the state.</summary>
public static class OutboxCommand
{
    /// <summary>The columns of a row other than the slot, in the order of <see cref="AddParameters"/>.</summary>
    public const string Columns = "message_id, type, body, traceparent, tracestate";

    /// <summary>A batch command that puts the event in the outbox of the slot's shard.</summary>
    public static NpgsqlBatchCommand Create(object message, int slot)
    {
        var command = new NpgsqlBatchCommand($"insert into outbox ({Columns}, slot) values ($1, $2, $3, $4, $5, $6)");
        AddParameters(command.Parameters, OutboxRow.Of(message));
        command.Parameters.Add(new NpgsqlParameter<short> { TypedValue = checked((short)slot) });
        return command;
    }

    /// <summary>
    /// Adds five positional parameters (<see cref="Columns"/>) to a command that writes the row in SQL of its own, for instance to put
    /// what the database decided into the body: <c>jsonb_set($n, '{acceptedAt}', to_jsonb(accepted_at))</c>.
    /// </summary>
    /// <returns>The 1-based position of the first of them.</returns>
    public static int AddParameters(NpgsqlParameterCollection parameters, OutboxRow row)
    {
        var first = parameters.Count + 1;
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = row.MessageId });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = row.Type, NpgsqlDbType = NpgsqlDbType.Text });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = row.Body, NpgsqlDbType = NpgsqlDbType.Jsonb });
        parameters.Add(Text(row.TraceParent));
        parameters.Add(Text(row.TraceState));
        return first;
    }

    private static NpgsqlParameter Text(string? value) => new() { Value = value ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}
