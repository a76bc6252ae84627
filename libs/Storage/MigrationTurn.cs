using Npgsql;

namespace BidForge.Storage;

/// <summary>The right to migrate a database: an advisory lock, held by a transaction of its own that does nothing else.</summary>
internal sealed class MigrationTurn(NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
{
    private const int Lock = 1651860586;

    /// <summary>Waits until no other process migrates this database.</summary>
    public static async Task<MigrationTurn> TakeAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        var connection = await database.OpenConnectionAsync(cancellationToken);
        try
        {
            var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await using var take = new NpgsqlCommand($"select pg_advisory_xact_lock({Lock})", connection, transaction) { CommandTimeout = 0 };
            await take.ExecuteNonQueryAsync(cancellationToken);
            return new MigrationTurn(connection, transaction);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
