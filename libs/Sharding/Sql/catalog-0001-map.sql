create table shards (
    name text primary key,
    added_at timestamptz not null default clock_timestamp()
);

create table slot_map (
    slot smallint primary key check (slot between 0 and 1023),
    shard text not null references shards (name),
    epoch int not null check (epoch >= 1)
);

create function slot_map_notify() returns trigger language plpgsql as $$
begin
    notify slot_map;
    return null;
end $$;

create trigger slot_map_notify after insert or update or delete on slot_map
    for each statement execute function slot_map_notify();
