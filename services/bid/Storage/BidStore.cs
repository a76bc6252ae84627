using BidForge.Messaging;
using BidForge.Sharding.Fences;
using Npgsql;

namespace BidForge.Bids.Storage;

/// <summary>The way to the shards for a request: every read and write enters its slot first, as the company that asks.</summary>
internal sealed class BidStore(SlotRouter router)
{
    /// <summary>One round trip. The reader stands before the first row of the first of <paramref name="commands"/>.</summary>
    public Task<T> ReadAsync<T>(
        int slot, Guid company, bool writes, Func<NpgsqlBatchCommand[]> commands, Func<NpgsqlDataReader, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        router.RunAsync(slot, async (connection, token) =>
        {
            await using var batch = connection.CreateBatch();
            batch.BatchCommands.Add(Sql.Enter(slot, company, writes));
            foreach (var command in commands())
                batch.BatchCommands.Add(command);
            await using var reader = await batch.ExecuteReaderAsync(token);
            await reader.NextResultAsync(token);
            return await read(reader, token);
        }, cancellationToken);

    /// <summary>The rows of one query, in one round trip.</summary>
    public Task<List<T>> ListAsync<T>(
        int slot, Guid company, Func<NpgsqlBatchCommand> command, Func<NpgsqlDataReader, T> view, CancellationToken cancellationToken) =>
        ReadAsync(slot, company, writes: false, () => [command()], (reader, token) => reader.RowsAsync(view, token), cancellationToken);

    /// <summary>Comes back when the standby holds whatever the slot's shard had committed: for answers that promise that something is kept.</summary>
    public Task UntilHeldAsync(int slot, Guid company, CancellationToken cancellationToken) =>
        ReadAsync(slot, company, writes: true, () => [Sql.Command(StandbyWait.Again)], (_, _) => Task.FromResult(true), cancellationToken);

    /// <summary>The rows that a platform administrator may see: which contractor a published package is of, and nothing else.</summary>
    public Task<List<T>> ListAsPlatformAsync<T>(int slot, NpgsqlBatchCommand command, Func<NpgsqlDataReader, T> view, CancellationToken cancellationToken) =>
        router.RunAsync(slot, async (connection, token) =>
        {
            await using var batch = connection.CreateBatch();
            batch.BatchCommands.Add(Sql.Command("select enter_platform($1)", (short)slot));
            batch.BatchCommands.Add(command);
            await using var reader = await batch.ExecuteReaderAsync(token);
            return await reader.NextRowsAsync(view, token);
        }, cancellationToken);

    /// <summary>A transaction of several round trips. What <paramref name="work"/> returns is committed, what it throws is not.</summary>
    public Task<T> TransactAsync<T>(int slot, Guid company, Func<NpgsqlConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        router.RunAsync(slot, async (connection, token) =>
        {
            await using var transaction = await connection.BeginTransactionAsync(token);
            await connection.ExecuteAsync([Sql.Enter(slot, company, writes: true)], token);
            var result = await work(connection, token);
            await transaction.CommitAsync(token);
            return result;
        }, cancellationToken);
}

internal static class StoreExtensions
{
    public static async Task<List<T>> RowsAsync<T>(this NpgsqlDataReader reader, Func<NpgsqlDataReader, T> view, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(view(reader));
        return rows;
    }

    /// <summary>Goes on to the rows of the next command.</summary>
    public static async Task<List<T>> NextRowsAsync<T>(this NpgsqlDataReader reader, Func<NpgsqlDataReader, T> view, CancellationToken cancellationToken)
    {
        await reader.NextResultAsync(cancellationToken);
        return await reader.RowsAsync(view, cancellationToken);
    }

    /// <summary>One round trip inside a transaction.</summary>
    public static async Task ExecuteAsync(this NpgsqlConnection connection, IEnumerable<NpgsqlBatchCommand> commands, CancellationToken cancellationToken)
    {
        await using var batch = connection.BatchOf(commands);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The clock that decides, as of now and not of the transaction's beginning.</summary>
    public static async Task<DateTimeOffset> NowAsync(this NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var batch = connection.BatchOf([Sql.Command("select clock_timestamp()")]);
        await using var row = await batch.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return row.Time(0);
    }

    public static NpgsqlBatch BatchOf(this NpgsqlConnection connection, IEnumerable<NpgsqlBatchCommand> commands)
    {
        var batch = new NpgsqlBatch(connection);
        foreach (var command in commands)
            batch.BatchCommands.Add(command);
        return batch;
    }
}
