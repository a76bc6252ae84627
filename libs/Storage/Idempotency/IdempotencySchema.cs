namespace BidForge.Storage.Idempotency;

/// <summary>The table behind <c>Idempotency-Key</c>; part of the first migration of each service that takes writes.</summary>
public static class IdempotencySchema
{
    public const string Sql = """
        create table if not exists idempotency_keys (
            company_id uuid not null,
            key text not null,
            request_hash bytea not null,
            status int,
            content_type text,
            etag text,
            location text,
            body bytea,
            created_at timestamptz not null default clock_timestamp(),
            primary key (company_id, key)
        );
        create index if not exists idempotency_keys_created_at on idempotency_keys (created_at);
        """;
}
