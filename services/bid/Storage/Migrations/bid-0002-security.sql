-- The second lock: whatever a query forgets, a company gets its own rows only. Requests work as bid_app, which owns nothing.

do $$ begin
    create role bid_app nologin;
exception when duplicate_object or unique_violation then null;
end $$;

-- A platform administrator finds a package's contractor by this, and nothing else: see enter_platform.
create function app_platform() returns boolean language sql stable parallel safe
return coalesce(current_setting('app.platform', true), '') = 'on';

create function app_company() returns uuid language sql stable parallel safe
return nullif(current_setting('app.company', true), '')::uuid;

-- Every request begins here: the fence says whether the slot is this shard's, and from here to the end of the transaction
-- the request is nobody but the company that it comes from.
create function enter_slot(p_slot smallint, p_company uuid, p_writes boolean) returns void language plpgsql as $$
begin
    perform assert_slot(p_slot, p_writes);
    perform set_config('app.company', p_company::text, true), set_config('role', 'bid_app', true);
end $$;

create function enter_platform(p_slot smallint) returns void language plpgsql as $$
begin
    perform assert_slot(p_slot, false);
    perform set_config('app.platform', 'on', true), set_config('role', 'bid_app', true);
end $$;

grant select, insert, update, delete on
    package_terms, package_keys, package_scopes, package_invitees, bids, idempotency_keys, openings, opening_approvals, awards, plugs, views, board to bid_app;
grant select, insert on bid_revisions, outbox to bid_app;
grant select on slot_fence to bid_app;

alter table package_terms enable row level security;
alter table package_terms force row level security;
alter table package_keys enable row level security;
alter table package_keys force row level security;
alter table package_scopes enable row level security;
alter table package_scopes force row level security;
alter table package_invitees enable row level security;
alter table package_invitees force row level security;
alter table bids enable row level security;
alter table bids force row level security;
alter table bid_revisions enable row level security;
alter table bid_revisions force row level security;
alter table idempotency_keys enable row level security;
alter table idempotency_keys force row level security;
alter table openings enable row level security;
alter table openings force row level security;
alter table opening_approvals enable row level security;
alter table opening_approvals force row level security;
alter table awards enable row level security;
alter table awards force row level security;
alter table plugs enable row level security;
alter table plugs force row level security;
alter table views enable row level security;
alter table views force row level security;
alter table board enable row level security;
alter table board force row level security;

create policy own on package_invitees using (company_id = app_company() or contractor_id = app_company()) with check (contractor_id = app_company());
create policy visible on package_terms
    using (contractor_id = app_company() or status <> 'draft' and (
        visibility = 'public' or exists (
            select from package_invitees i
            where i.slot = package_terms.slot and i.package_id = package_terms.package_id and i.company_id = app_company())))
    with check (contractor_id = app_company());
create policy visible on package_keys
    using (contractor_id = app_company() or exists (
        select from package_terms t where t.slot = package_keys.slot and t.package_id = package_keys.package_id))
    with check (contractor_id = app_company());
create policy platform on package_terms for select using (app_platform() and status <> 'draft');
create policy visible on package_scopes
    using (contractor_id = app_company() or exists (
        select from package_terms t where t.slot = package_scopes.slot and t.package_id = package_scopes.package_id))
    with check (contractor_id = app_company());
create policy party on bids using (bidder_id = app_company() or contractor_id = app_company());
create policy party on bid_revisions using (bidder_id = app_company() or contractor_id = app_company());
create policy party on views using (bidder_id = app_company() or contractor_id = app_company());
create policy own on idempotency_keys using (company_id = app_company());
create policy own on openings using (contractor_id = app_company() or exists (
    select from package_terms t where t.slot = openings.slot and t.package_id = openings.package_id)) with check (contractor_id = app_company());
create policy own on opening_approvals using (contractor_id = app_company() or exists (
    select from openings o where o.slot = opening_approvals.slot and o.package_id = opening_approvals.package_id)) with check (contractor_id = app_company());
create policy own on awards using (contractor_id = app_company() or exists (
    select from package_terms t where t.slot = awards.slot and t.package_id = awards.package_id)) with check (contractor_id = app_company());
create policy own on plugs using (contractor_id = app_company());
create policy own on board using (company_id = app_company());
