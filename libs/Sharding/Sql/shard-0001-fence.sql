create table slot_fence (
    slot smallint primary key check (slot between 0 and 1023),
    epoch int not null check (epoch >= 1),
    owned boolean not null
);

create or replace function bidforge_slot(company uuid) returns smallint
language sql immutable strict parallel safe
return (((get_byte(sha256(uuid_send(company)), 0) << 8) | get_byte(sha256(uuid_send(company)), 1)) & 1023)::smallint;

-- Refuses work for a slot that this shard does not own. A write holds the slot (shared, in memory only: no row is touched) until it commits,
-- so that fence_slot, which takes it exclusively, knows that no write is under way.
create function assert_slot(p_slot smallint, p_writes boolean) returns void language plpgsql as $$
begin
    if p_writes then
        perform pg_advisory_xact_lock_shared(1651860582, p_slot);
    end if;
    if not exists (select from slot_fence where slot = p_slot and owned) then
        raise exception using errcode = 'BF001', message = 'moved';
    end if;
end $$;

-- Gives a slot up, or takes it over, at a new epoch. Waits for the writes that are under way; those that come after are answered "moved".
create function fence_slot(p_slot smallint, p_epoch int, p_owned boolean) returns void language plpgsql as $$
begin
    perform pg_advisory_xact_lock(1651860582, p_slot);
    insert into slot_fence (slot, epoch, owned) values (p_slot, p_epoch, p_owned)
    on conflict (slot) do update set epoch = excluded.epoch, owned = excluded.owned where excluded.epoch >= slot_fence.epoch;
end $$;
