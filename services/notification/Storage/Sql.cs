using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace BidForge.Notifications.Storage;

/// <summary>SQL with numbered parameters.</summary>
internal static class Sql
{
    /// <summary>A batch inside the transaction in which an event is handled.</summary>
    public static NpgsqlBatch Batch(this NotificationDb db)
    {
        var transaction = db.Database.CurrentTransaction ?? throw new InvalidOperationException("Events are handled inside the inbox's transaction.");
        return new NpgsqlBatch((NpgsqlConnection)db.Database.GetDbConnection(), (NpgsqlTransaction)transaction.GetDbTransaction());
    }

    public static NpgsqlBatch Add(this NpgsqlBatch batch, string sql, params object[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.Fill(parameters);
        batch.BatchCommands.Add(command);
        return batch;
    }

    public static NpgsqlCommand With(this NpgsqlCommand command, params object[] parameters)
    {
        command.Parameters.Fill(parameters);
        return command;
    }

    // PostgreSQL keeps instants, not offsets; the driver takes UTC only.
    private static void Fill(this NpgsqlParameterCollection collection, object[] values)
    {
        foreach (var value in values)
            collection.Add(new NpgsqlParameter { Value = value is DateTimeOffset instant ? instant.ToUniversalTime() : value });
    }
}
