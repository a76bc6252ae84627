-- Whoever has a bid on a package goes on seeing it, whatever becomes of the package's visibility: its bid, receipt and proof stay its own.
drop index bids_of_package;
create index bids_of_package on bids (slot, package_id, bidder_id);
drop policy visible on package_terms;
create policy visible on package_terms
    using (contractor_id = app_company() or status <> 'draft' and (
        visibility = 'public'
        or exists (
            select from package_invitees i
            where i.slot = package_terms.slot and i.package_id = package_terms.package_id and i.company_id = app_company())
        or exists (
            select from bids b
            where b.slot = package_terms.slot and b.package_id = package_terms.package_id and b.bidder_id = app_company())))
    with check (contractor_id = app_company());

-- The outbox names bidders, the inbox what came for them: a request may put an event there and read none.
revoke select on outbox from bid_app;
alter table outbox enable row level security;
alter table outbox force row level security;
create policy put on outbox for insert with check (true);
alter table inbox enable row level security;
alter table inbox force row level security;
