namespace BidForge.Messaging;

/// <summary>The tables that messaging needs, as idempotent SQL for a service's first migration.</summary>
public static class MessagingSchema
{
    /// <summary>Outbox and inbox of a service with one database.</summary>
    public static string Sql { get; } = Create(slotColumn: "", slotKey: "");

    /// <summary>Outbox and inbox of a shard: as <see cref="Sql"/>, with the slot in both primary keys so that a slot can be moved.</summary>
    public static string ShardedSql { get; } = Create(slotColumn: "slot smallint not null,", slotKey: ", slot");

    // "outbox" in ASCII.
    internal const long SleepLock = 0x6F7574626F78;

    // Rows live for milliseconds, so the tables are vacuumed by count and not by share.
    private static string Create(string slotColumn, string slotKey) =>
        $"""
        create table if not exists outbox (
            message_id uuid not null,
            {slotColumn}
            type text not null,
            body jsonb not null,
            traceparent text,
            tracestate text,
            created_at timestamptz not null default clock_timestamp(),
            primary key (message_id{slotKey})
        ) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);
        create index if not exists outbox_order on outbox (created_at, message_id);

        create table if not exists inbox (
            message_id uuid not null,
            handler text not null,
            {slotColumn}
            handled_at timestamptz not null default clock_timestamp(),
            primary key (message_id, handler{slotKey})
        );
        create index if not exists inbox_age on inbox (handled_at);

        create or replace function outbox_notify() returns trigger language plpgsql as $$
        begin
            if not pg_try_advisory_xact_lock_shared({SleepLock}) then
                notify outbox;
            end if;
            return null;
        end $$;
        create or replace trigger outbox_notify after insert on outbox for each statement execute function outbox_notify();

        """;
}
