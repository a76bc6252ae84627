-- Slots whose rows relays and housekeeping leave alone on this shard, because they are on their way here or from here.
create table held_slots (slot smallint primary key check (slot between 0 and 1023));

-- Waits for the relays and the housekeeping that are under way: they hold this lock shared while they work.
create function hold_slots(p_slots smallint[]) returns void language plpgsql as $$
begin
    perform pg_advisory_xact_lock(1651860584);
    insert into held_slots select unnest(p_slots) on conflict do nothing;
end $$;

-- After any hold that is still waiting: also one whose mover is gone.
create function release_slots(p_slots smallint[]) returns void language plpgsql as $$
begin
    perform pg_advisory_xact_lock(1651860584);
    delete from held_slots where slot = any (p_slots);
    notify outbox;
end $$;
