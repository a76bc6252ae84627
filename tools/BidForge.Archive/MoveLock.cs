using Npgsql;

namespace BidForge.Archive;

/// <summary>
/// Keeps movers of slots away for as long as it is held, and is refused while one is at work: a partition that goes while it is being copied would be missed.
/// It is the lock that a mover holds (MoveLog in libs/Sharding), and goes with its connection.
/// </summary>
public sealed class MoveLock : IAsyncDisposable
{
    private const string Take = "select pg_try_advisory_lock(1651860585) and not exists (select from moves where finished_at is null)";

    private readonly NpgsqlConnection connection;

    private MoveLock(NpgsqlConnection connection) => this.connection = connection;

    /// <exception cref="ArchiveFailure">Slots are being moved, or history is being archived by somebody else.</exception>
    public static async Task<MoveLock> TakeAsync(string catalog, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(catalog) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var take = new NpgsqlCommand(Take, connection);
        if (await take.ExecuteScalarAsync(cancellationToken) is true)
            return new(connection);
        await connection.DisposeAsync();
        throw new ArchiveFailure("Slots are being moved between shards, or an archive is under way: try again when that is done (./bidforge shards list).");
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
