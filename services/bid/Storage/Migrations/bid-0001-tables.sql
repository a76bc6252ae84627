-- Everything here lives on the shard of the company that posted the package (contractor), but for board, which lives on its bidder's.
-- slot leads every primary key: rows of one slot move together. Companies stand in every table: row-level security reads them (bid-0002).

create table package_terms (
    slot smallint not null,
    package_id uuid not null,
    project_id uuid not null,
    contractor_id uuid not null,
    contractor_name text not null,
    project_name text not null,
    title text not null,
    trade text not null,
    status text not null check (status in ('draft', 'published', 'cancelled')),
    visibility text not null check (visibility in ('public', 'invited')),
    time_zone text not null,
    currency text not null,
    due_at timestamptz not null,
    scope_version int not null,
    version int not null,
    sealed boolean not null,
    openers smallint not null check (openers in (1, 2)),
    opened_at timestamptz,
    primary key (slot, package_id)
);

-- The key that a package's bids are sealed by, itself wrapped by a master key that no database holds.
create table package_keys (
    slot smallint not null,
    package_id uuid not null,
    contractor_id uuid not null,
    master_id text not null,
    wrapped bytea not null,
    primary key (slot, package_id)
);
create index package_keys_by_master on package_keys (master_id);

-- Each scope version's bid form stays, so that a bid bound to an older one can be explained.
create table package_scopes (
    slot smallint not null,
    package_id uuid not null,
    scope_version int not null,
    contractor_id uuid not null,
    form_version int not null,
    bid_form jsonb not null,
    primary key (slot, package_id, scope_version)
);

create table package_invitees (
    slot smallint not null,
    package_id uuid not null,
    company_id uuid not null,
    contractor_id uuid not null,
    company_name text not null,
    primary key (slot, package_id, company_id)
);

-- document is sealed by the package's key; total is known to the database from opening on only. document_hash is of the canonical bytes, which are salted.
create table bids (
    slot smallint not null,
    bid_id uuid not null,
    package_id uuid not null,
    contractor_id uuid not null,
    bidder_id uuid,
    bidder_name text not null,
    status text not null check (status in ('submitted', 'withdrawn', 'opened', 'awarded', 'notSelected')),
    revision int not null,
    scope_version int not null,
    document bytea not null,
    document_hash bytea not null,
    submitted_at timestamptz not null,
    accepted_at timestamptz not null,
    due_at timestamptz not null,
    total numeric(17, 2),
    rank int,
    change int not null,
    primary key (slot, bid_id),
    check (bidder_id is not null or status <> 'submitted')
);
create unique index bids_one_live_per_bidder on bids (slot, package_id, bidder_id) where bidder_id is not null and status <> 'withdrawn';
create index bids_of_package on bids (slot, package_id);

-- Append-only. Every answer that was ever given to a bidder can be made again from one row.
create table bid_revisions (
    slot smallint not null,
    bid_id uuid not null,
    revision int not null,
    accepted_at timestamptz not null,
    kind text not null check (kind in ('submit', 'revise', 'withdraw')),
    package_id uuid not null,
    project_id uuid not null,
    contractor_id uuid not null,
    bidder_id uuid not null,
    bidder_name text not null,
    scope_version int not null,
    submitted_at timestamptz not null,
    due_at timestamptz not null,
    time_zone text not null,
    document bytea not null,
    document_hash bytea not null,
    sealed boolean not null,
    signing_key text not null,
    primary key (slot, bid_id, revision, accepted_at)
) partition by range (accepted_at);
create index bid_revisions_of_package on bid_revisions (slot, package_id);
create table bid_revisions_rest partition of bid_revisions default;

-- Months ahead are made at start and daily; the default partition takes rows only if that failed for three months.
create function create_revision_months() returns void language plpgsql as $$
declare
    month date;
begin
    perform pg_advisory_xact_lock(1651860583);
    for month in select generate_series(date_trunc('month', now() at time zone 'UTC'), date_trunc('month', now() at time zone 'UTC') + interval '3 months', interval '1 month') loop
        if to_regclass(format('bid_revisions_%s', to_char(month, 'YYYY_MM'))) is null then
            execute format(
                'create table %I partition of bid_revisions for values from (%L) to (%L)',
                'bid_revisions_' || to_char(month, 'YYYY_MM'), month::timestamp at time zone 'UTC', (month + interval '1 month')::timestamp at time zone 'UTC');
        end if;
    end loop;
end $$;
select create_revision_months();

-- A bid's answer is made again from its revision, so that no price stands here; other writes keep theirs in response.
-- request_hash is keyed by a secret that no database holds: prices can't be guessed from it.
create table idempotency_keys (
    slot smallint not null,
    company_id uuid not null,
    key text not null,
    request_hash bytea not null,
    bid_id uuid,
    revision int,
    accepted_at timestamptz,
    status int,
    response text,
    created_at timestamptz not null default clock_timestamp(),
    primary key (slot, company_id, key)
);
create index idempotency_keys_age on idempotency_keys (created_at);

create table openings (
    slot smallint not null,
    package_id uuid not null,
    contractor_id uuid not null,
    opened_at timestamptz not null,
    opened_by uuid not null,
    opened_by_name text not null,
    due_at timestamptz not null,
    bid_count int not null,
    tree_size int not null,
    root_hash bytea not null,
    signing_key text not null,
    signature text not null,
    override_reason text,
    primary key (slot, package_id)
);

-- Who asked for the opening, and when: the log of it. The last one opened.
create table opening_approvals (
    slot smallint not null,
    package_id uuid not null,
    user_id uuid not null,
    contractor_id uuid not null,
    user_name text not null,
    approved_at timestamptz not null,
    primary key (slot, package_id, user_id)
);

create table awards (
    slot smallint not null,
    package_id uuid not null,
    contractor_id uuid not null,
    bid_id uuid not null,
    winner_id uuid,
    winner_name text not null,
    amount numeric(17, 2) not null,
    message text,
    show_ranks boolean not null,
    awarded_by uuid not null,
    awarded_by_name text not null,
    awarded_at timestamptz not null,
    primary key (slot, package_id)
);

-- What the contractor reckons for scope that a bid lacks. Private to the contractor.
create table plugs (
    slot smallint not null,
    package_id uuid not null,
    bid_id uuid not null,
    line_item_id uuid not null,
    contractor_id uuid not null,
    amount numeric(17, 2) not null,
    primary key (slot, bid_id, line_item_id)
);

-- Disclosure log: the first time that a person of the contractor saw a bid's price.
create table views (
    slot smallint not null,
    bid_id uuid not null,
    viewer_id uuid not null,
    viewer_name text not null,
    contractor_id uuid not null,
    bidder_id uuid not null,
    viewed_at timestamptz not null,
    primary key (slot, bid_id, viewer_id)
);

-- A bidder's own list over all packages. slot is the bidder's.
create table board (
    slot smallint not null,
    bid_id uuid not null,
    company_id uuid not null,
    package_id uuid not null,
    project_id uuid not null,
    package_title text not null,
    project_name text not null,
    contractor_name text not null,
    due_at timestamptz not null,
    time_zone text not null,
    status text not null,
    revision int not null,
    needs_reconfirmation boolean not null,
    total numeric(17, 2),
    rank int,
    currency text not null,
    updated_at timestamptz not null,
    change int not null,
    primary key (slot, bid_id)
);
create index board_of_company on board (slot, company_id, updated_at desc, bid_id desc);
