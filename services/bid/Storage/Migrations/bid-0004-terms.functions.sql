-- Takes terms over from an event. The first one brings the package's key; a key that is there stays. Events may come in any order: each scope's form is kept, the highest version of the terms wins.
drop function if exists take_terms(smallint, jsonb);
create or replace function take_terms(p_slot smallint, p_terms jsonb, p_master_id text, p_wrapped_key bytea) returns void language plpgsql as $$
declare
    t package_terms;
    n package_terms;
begin
    n.slot := p_slot;
    n.package_id := (p_terms ->> 'packageId')::uuid;
    n.contractor_id := (p_terms ->> 'companyId')::uuid;
    n.version := (p_terms ->> 'version')::int;
    n.scope_version := (p_terms ->> 'scopeVersion')::int;
    n.status := p_terms ->> 'status';
    n.due_at := (p_terms ->> 'dueAt')::timestamptz;

    perform lock_package(n.package_id, true);
    insert into package_terms (
        slot, package_id, project_id, contractor_id, contractor_name, project_name, title, trade,
        status, visibility, time_zone, currency, due_at, scope_version, version, sealed, openers)
    values (
        p_slot, n.package_id, (p_terms ->> 'projectId')::uuid, n.contractor_id, p_terms ->> 'companyName', p_terms ->> 'projectName',
        p_terms ->> 'title', p_terms ->> 'trade', n.status, p_terms ->> 'visibility', p_terms ->> 'timeZone', p_terms ->> 'currency',
        n.due_at, n.scope_version, 0, (p_terms ->> 'sealed')::boolean, (p_terms ->> 'openers')::smallint)
    on conflict (slot, package_id) do nothing;
    insert into package_keys (slot, package_id, contractor_id, master_id, wrapped)
    values (p_slot, n.package_id, n.contractor_id, p_master_id, p_wrapped_key)
    on conflict do nothing;
    select * into t from package_terms where slot = p_slot and package_id = n.package_id for update;

    insert into package_scopes (slot, package_id, scope_version, contractor_id, form_version, bid_form)
    values (p_slot, n.package_id, n.scope_version, n.contractor_id, n.version, p_terms -> 'bidForm')
    on conflict (slot, package_id, scope_version) do update set form_version = excluded.form_version, bid_form = excluded.bid_form
    where excluded.form_version > package_scopes.form_version and excluded.bid_form <> package_scopes.bid_form;

    if n.version <= t.version then
        return;
    end if;
    update package_terms set
        contractor_name = p_terms ->> 'companyName', project_name = p_terms ->> 'projectName', title = p_terms ->> 'title', trade = p_terms ->> 'trade',
        status = n.status, visibility = p_terms ->> 'visibility', time_zone = p_terms ->> 'timeZone', currency = p_terms ->> 'currency',
        due_at = n.due_at, scope_version = n.scope_version, version = n.version,
        -- Never changed once the package was published: bids that came sealed stay so.
        sealed = case when t.status = 'draft' then (p_terms ->> 'sealed')::boolean else t.sealed end,
        openers = case when t.status = 'draft' then (p_terms ->> 'openers')::smallint else t.openers end
    where slot = p_slot and package_id = n.package_id;

    update bids set change = change + 1 where slot = p_slot and package_id = n.package_id and bidder_id is not null;
    perform board_changed(p_slot, n.package_id, null);
end $$;
