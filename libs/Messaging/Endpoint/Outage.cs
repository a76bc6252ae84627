using System.Net.Sockets;
using Npgsql;

namespace BidForge.Messaging.Endpoint;

/// <summary>Tells a server that is away from a message that cannot be handled.</summary>
internal static class Outage
{
    public static bool Is(Exception? exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
            if (IsItself(cause)) return true;
        return false;
    }

    private static bool IsItself(Exception exception) => exception switch
    {
        UnavailableException or SocketException => true,
        PostgresException postgres => IsAway(postgres.SqlState),
        NpgsqlOperationInProgressException => false,
        // Without a cause: the driver knows of each of several hosts that it will not do at present, and asks none.
        NpgsqlException npgsql => npgsql.IsTransient || npgsql.InnerException is null,
        _ => false,
    };

    // Class 08: connection; 53: out of resources; 57P: shutting down or starting; 25006: a standby. Not deadlocks: those are retried at once.
    private static bool IsAway(string sqlState) =>
        sqlState.StartsWith("08", StringComparison.Ordinal)
        || sqlState.StartsWith("53", StringComparison.Ordinal)
        || sqlState.StartsWith("57P", StringComparison.Ordinal)
        || sqlState == PostgresErrorCodes.ReadOnlySqlTransaction;
}
