-- An award stands until it is undone; what was undone, by whom and why stays for everybody who may see the package.
alter table awards add column alternates uuid[] not null default '{}';

create table award_undos (
    slot smallint not null,
    package_id uuid not null,
    undone_at timestamptz not null,
    contractor_id uuid not null,
    bid_id uuid not null,
    winner_id uuid,
    winner_name text not null,
    awarded_at timestamptz not null,
    undone_by uuid not null,
    undone_by_name text not null,
    reason text not null,
    primary key (slot, package_id, undone_at)
);

grant select, insert on award_undos to bid_app;
alter table award_undos enable row level security;
alter table award_undos force row level security;
create policy own on award_undos using (contractor_id = app_company() or exists (
    select from package_terms t where t.slot = award_undos.slot and t.package_id = award_undos.package_id)) with check (contractor_id = app_company());
