using Npgsql;

namespace BidForge.Messaging;

/// <summary>
/// Notices commits that gave up waiting for the synchronous standby. Asked to cancel during that wait, as a driver does when its time is over, PostgreSQL keeps
/// the commit on the primary alone, says so in a warning, and reports success; were the primary lost then, the write would be too. So it is not called done:
/// whoever asked is told to ask again, and is answered once the standby holds it.
/// (PostgreSQL, "Synchronous Replication": the warning of <c>SyncRepWaitForLSN</c>.)
/// </summary>
public sealed class StandbyWait
{
    /// <summary>
    /// Makes the commit of a transaction that writes nothing else wait for the standby, and with it for all that was committed before, since the log is in order.
    /// For answers that tell of an earlier write.
    /// </summary>
    public const string Again = "select pg_logical_emit_message(true, 'bidforge', 'again')";

    private int _gaveUp;

    /// <summary>From here until the connection is closed.</summary>
    public static StandbyWait On(NpgsqlConnection connection)
    {
        var wait = new StandbyWait();
        connection.Notice += (_, notice) =>
        {
            if (notice.Notice.Routine is "SyncRepWaitForLSN") Volatile.Write(ref wait._gaveUp, 1);
        };
        return wait;
    }

    /// <summary>Ask when the commit is said to be done. Says it once: the connection may be used again, and its next commit waits anew.</summary>
    /// <exception cref="UnavailableException">It stands on the primary alone.</exception>
    public void RequireHeld()
    {
        if (Interlocked.Exchange(ref _gaveUp, 0) is 1) throw new UnavailableException(
            "The write stands on the primary alone. Sent again, it is answered once the standby holds it.", new TimeoutException("The standby did not confirm in time."));
    }
}
