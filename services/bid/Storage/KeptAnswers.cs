using System.Text.Json;
using BidForge.Messaging;
using Npgsql;

namespace BidForge.Bids.Storage;

/// <summary>
/// Answers of writes of the contractor, kept with the write under its idempotency key. (Answers to bidders are made again from the bid's revision instead:
/// see <c>answer_to_key</c>.)
/// </summary>
internal static class KeptAnswers
{
    /// <summary>Runs <paramref name="write"/> once per key: a key that was used is answered as before. Refusals are not kept, for nothing was written.</summary>
    public static Task<Written<T>> WriteOnceAsync<T>(
        this BidStore store, int slot, Guid company, WriteKey? key, Func<NpgsqlConnection, CancellationToken, Task<Written<T>>> write, CancellationToken cancellationToken)
        where T : class =>
        store.TransactAsync(slot, company, async (connection, token) =>
        {
            if (key is null)
                return await write(connection, token);
            if (!await ClaimAsync(connection, slot, company, key, token))
                return await ReadAsync<T>(connection, slot, company, key, token);
            var written = await write(connection, token);
            await connection.ExecuteAsync([written.Value is null ? Forget(slot, company, key) : Keep(slot, company, key, written.Value)], token);
            return written;
        }, cancellationToken);

    // Waits for a write with the same key that is under way, and then sees its outcome.
    private static async Task<bool> ClaimAsync(NpgsqlConnection connection, int slot, Guid company, WriteKey key, CancellationToken cancellationToken)
    {
        await using var batch = connection.BatchOf([Sql.Command(
            "insert into idempotency_keys (slot, company_id, key, request_hash) values ($1, $2, $3, $4) on conflict do nothing",
            (short)slot, company, key.Value, key.RequestHash)]);
        return await batch.ExecuteNonQueryAsync(cancellationToken) is 1;
    }

    private static async Task<Written<T>> ReadAsync<T>(NpgsqlConnection connection, int slot, Guid company, WriteKey key, CancellationToken cancellationToken)
        where T : class
    {
        await using var batch = connection.BatchOf([Sql.Command(StandbyWait.Again), Sql.Command(
            "select request_hash, response from idempotency_keys where slot = $1 and company_id = $2 and key = $3", (short)slot, company, key.Value)]);
        await using var row = await batch.ExecuteReaderAsync(cancellationToken);
        await row.NextResultAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) && row.GetFieldValue<byte[]>(0).AsSpan().SequenceEqual(key.RequestHash) && row.Optional<string>(1) is { } kept
            ? JsonSerializer.Deserialize<T>(kept, EventJson.Options)!
            : WriteKey.Reused();
    }

    private static NpgsqlBatchCommand Keep<T>(int slot, Guid company, WriteKey key, T value) => Sql.Command(
        "update idempotency_keys set response = $4 where slot = $1 and company_id = $2 and key = $3",
        (short)slot, company, key.Value, JsonSerializer.Serialize(value, EventJson.Options));

    private static NpgsqlBatchCommand Forget(int slot, Guid company, WriteKey key) => Sql.Command(
        "delete from idempotency_keys where slot = $1 and company_id = $2 and key = $3", (short)slot, company, key.Value);
}
