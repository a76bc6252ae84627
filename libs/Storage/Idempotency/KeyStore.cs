using BidForge.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace BidForge.Storage.Idempotency;

/// <summary>One key of one company inside the write's transaction.</summary>
internal sealed class KeyStore(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid companyId, string key)
{
    /// <summary>True when the key is new. Waits for a write with the same key that is under way, and then sees its outcome.</summary>
    public async Task<bool> ClaimAsync(byte[] hash, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "insert into idempotency_keys (company_id, key, request_hash) values ($1, $2, $3) on conflict do nothing", connection, transaction)
        {
            Parameters = { new() { Value = companyId }, new() { Value = key }, new() { Value = hash } },
        };
        return await command.ExecuteNonQueryAsync(cancellationToken) is 1;
    }

    public async Task KeepAsync(CapturedAnswer answer, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "update idempotency_keys set status = $3, content_type = $4, etag = $5, location = $6, body = $7 where company_id = $1 and key = $2", connection, transaction)
        {
            Parameters =
            {
                new() { Value = companyId }, new() { Value = key }, new() { Value = answer.Status },
                new() { Value = (object?)answer.ContentType ?? DBNull.Value }, new() { Value = (object?)answer.ETag ?? DBNull.Value },
                new() { Value = (object?)answer.Location ?? DBNull.Value }, new() { Value = answer.Body },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The kept answer, or 422 when the key came with another request.</summary>
    public async Task<IResult> ReplayAsync(byte[] hash, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select request_hash, status, content_type, etag, location, body from idempotency_keys where company_id = $1 and key = $2", connection, transaction)
        {
            Parameters = { new() { Value = companyId }, new() { Value = key } },
        };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        if (!await row.ReadAsync(cancellationToken) || !row.GetFieldValue<byte[]>(0).AsSpan().SequenceEqual(hash))
            return Problem.Of(
                StatusCodes.Status422UnprocessableEntity, ProblemCodes.IdempotencyKeyReused,
                "This Idempotency-Key was used for another request.", "Use a new key for a new request; send the same body to hear the same answer again.");
        return new CapturedAnswer(
            row.GetInt32(1), Text(row, 2), Text(row, 3), Text(row, 4), row.GetFieldValue<byte[]>(5));
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
