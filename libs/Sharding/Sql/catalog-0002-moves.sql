-- What a shard is kept for: slots for anybody (open), one busy company (reserved), or nothing any more (drained).
alter table shards add column kept_for text not null default 'open' check (kept_for in ('open', 'reserved', 'drained'));

-- One move of slots from a shard to another. The step decides how far it is, and whether it goes forward or back, whichever process carries it on.
create table moves (
    move_id uuid primary key,
    source text not null references shards (name),
    target text not null references shards (name) check (target <> source),
    slots smallint[] not null check (cardinality(slots) > 0),
    step text not null default 'planned'
        check (step in ('planned', 'copying', 'following', 'fencing', 'flipping', 'cleaning', 'done', 'aborting', 'aborted')),
    rows bigint not null default 0,
    bytes bigint not null default 0,
    fenced_at timestamptz,
    pause_ms double precision,
    fences int not null default 0,
    started_at timestamptz not null default clock_timestamp(),
    changed_at timestamptz not null default clock_timestamp(),
    finished_at timestamptz,
    check ((finished_at is null) = (step not in ('done', 'aborted')))
);
create unique index moves_one_at_a_time on moves ((true)) where finished_at is null;
