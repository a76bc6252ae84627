-- The contractor's own figures beside the bids. Private to the contractor.

-- What the contractor reckons the work to cost. The whole package stands under the line of zeros.
create table estimates (
    slot smallint not null,
    package_id uuid not null,
    line_item_id uuid not null,
    contractor_id uuid not null,
    amount numeric(17, 2) not null,
    primary key (slot, package_id, line_item_id)
);

-- Alternates that are counted in; those without a row are left out.
create table taken_alternates (
    slot smallint not null,
    package_id uuid not null,
    alternate_id uuid not null,
    contractor_id uuid not null,
    primary key (slot, package_id, alternate_id)
);

-- The total that a bid from outside the system names itself, to be held against its lines.
create table stated_totals (
    slot smallint not null,
    bid_id uuid not null,
    package_id uuid not null,
    contractor_id uuid not null,
    amount numeric(17, 2) not null,
    primary key (slot, bid_id)
);

grant select, insert, update, delete on estimates, taken_alternates, stated_totals to bid_app;

alter table estimates enable row level security;
alter table estimates force row level security;
alter table taken_alternates enable row level security;
alter table taken_alternates force row level security;
alter table stated_totals enable row level security;
alter table stated_totals force row level security;

create policy own on estimates using (contractor_id = app_company());
create policy own on taken_alternates using (contractor_id = app_company());
create policy own on stated_totals using (contractor_id = app_company());
