using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace BidForge.Storage.Replicas;

/// <summary>How far a server's log goes, and on which timeline: after a failover the same numbers are used again for other writes.</summary>
internal readonly record struct LogPosition(int Timeline, NpgsqlLogSequenceNumber Lsn)
{
    // Flushed, not inserted: nothing is visible before it is flushed (synchronous_commit is never off here), while what is inserted only, or the header of a page that is not
    // begun, may not reach a standby for a long time.
    private const string OfPrimary =
        "select pg_current_wal_flush_lsn(), ('x' || left(pg_walfile_name(pg_current_wal_flush_lsn()), 8))::bit(32)::int4";

    // The timeline of its last restart point: never ahead of the one that it follows, a minute behind after a failover.
    private const string OfStandby = "select pg_last_wal_replay_lsn(), timeline_id from pg_control_checkpoint() where pg_is_in_recovery()";

    /// <summary>Whether a server that is here has all that was written up to <paramref name="other"/>.</summary>
    public bool Has(LogPosition other) => Timeline >= other.Timeline && Lsn >= other.Lsn;

    /// <summary>Of a fixed width, and in order as text.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Timeline:X8}{(ulong)Lsn:X16}");

    public static LogPosition Parse(string text) => new(
        int.Parse(text.AsSpan(0, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
        new(ulong.Parse(text.AsSpan(8), NumberStyles.HexNumber, CultureInfo.InvariantCulture)));

    /// <summary>All that is visible on this primary by now is before it.</summary>
    public static async Task<LogPosition> OfPrimaryAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        await ReadAsync(OfPrimary, connection, cancellationToken) ?? throw new InvalidOperationException("The primary does not say how far its log goes.");

    /// <summary>All up to it is visible on this standby from now on; null when it is none.</summary>
    public static Task<LogPosition?> OfStandbyAsync(NpgsqlConnection connection, CancellationToken cancellationToken) => ReadAsync(OfStandby, connection, cancellationToken);

    private static async Task<LogPosition?> ReadAsync(string sql, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) && !row.IsDBNull(0) ? new(row.GetInt32(1), row.GetFieldValue<NpgsqlLogSequenceNumber>(0)) : null;
    }
}
