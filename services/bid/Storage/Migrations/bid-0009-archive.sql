-- Packages whose history of a month lies in the archive of that name: it is missing here and was not taken away by anybody else.
create table archived_history (
    slot smallint not null,
    package_id uuid not null,
    month date not null,
    archive text not null,
    primary key (slot, package_id, month)
);
grant select on archived_history to bid_app;
alter table archived_history enable row level security;
alter table archived_history force row level security;
create policy party on archived_history using (exists (
    select from bids b where b.slot = archived_history.slot and b.package_id = archived_history.package_id));
