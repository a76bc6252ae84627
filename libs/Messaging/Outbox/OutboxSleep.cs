using Npgsql;

namespace BidForge.Messaging.Outbox;

/// <summary>
/// An idle relay's sleep, on a connection of its own. NOTIFY makes commits wait for each other (a tenth of the throughput was left with
/// 16 writers), so writers notify only while a relay sleeps. It says so with an advisory lock: a writer holds it shared until its commit,
/// a sleeper exclusively; a writer that does not get it notifies. A relay that lies down looks once more afterwards, so it sees what
/// was committed without a notification, and a busy outbox never pays for one.
/// </summary>
internal sealed class OutboxSleep(NpgsqlDataSource database) : IAsyncDisposable
{
    private NpgsqlConnection? _connection;

    /// <summary>False while a transaction that writes to the outbox runs, or while another replica sleeps (which wakes this one too).</summary>
    public async Task<bool> TryLieDownAsync(CancellationToken cancellationToken)
    {
        var connection = _connection ??= await ListenAsync(cancellationToken);
        await using var lie = new NpgsqlCommand($"select pg_try_advisory_lock({MessagingSchema.SleepLock})", connection);
        return (bool)(await lie.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Returns when a writer notified, or after <paramref name="longest"/>.</summary>
    public Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken) => _connection!.WaitAsync(longest, cancellationToken);

    public async Task GetUpAsync()
    {
        if (_connection is null) return;
        await using var rise = new NpgsqlCommand($"select pg_advisory_unlock({MessagingSchema.SleepLock})", _connection);
        await rise.ExecuteNonQueryAsync(CancellationToken.None);
    }

    /// <summary>Drops the connection, and with it the lock; the next sleep opens another.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection) await connection.DisposeAsync();
        _connection = null;
    }

    private async Task<NpgsqlConnection> ListenAsync(CancellationToken cancellationToken)
    {
        var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var listen = new NpgsqlCommand("listen outbox", connection);
        await listen.ExecuteNonQueryAsync(cancellationToken);
        return connection;
    }
}
