-- What a bidder hears. outcome: accepted, package-not-found, bid-not-found, package-not-open, bid-withdrawn, deadline-passed, already-submitted,
-- scope-stale, stale, form-needed (bid_form is what to check the document against), invalid, key-reused, archived (the answer to the key is no longer here).
-- master_id and wrapped_key come where this process may not have the package's key: with form-needed, a withdrawal and an answer given before.
drop type if exists bid_answer cascade;
create type bid_answer as (
    outcome text,
    received_at timestamptz,
    due_at timestamptz,
    time_zone text,
    scope_version int,
    form_version int,
    bid_form jsonb,
    currency text,
    live_bid uuid,
    live_revision int,
    master_id text,
    wrapped_key bytea,
    package_id uuid,
    terms_version int,
    revision bid_revisions
);

-- Queues for a package in order of arrival. PostgreSQL lets new shared locks of a row pass those who wait for it exclusively, so that
-- an opening or an extension could starve while bids pour in; this lock is fair, and the row is locked behind it.
create or replace function lock_package(p_package uuid, p_exclusive boolean) returns void language plpgsql as $$
begin
    if p_exclusive then
        perform pg_advisory_xact_lock(hashtextextended(p_package::text, 0));
    else
        perform pg_advisory_xact_lock_shared(hashtextextended(p_package::text, 0));
    end if;
end $$;

-- The answer that was given to this key before; outcome is null when the key is new.
create or replace function answer_to_key(p_slot smallint, p_company uuid, p_key text, p_request_hash bytea) returns bid_answer language plpgsql as $$
declare
    a bid_answer;
    k idempotency_keys;
    r bid_revisions;
begin
    select * into k from idempotency_keys where slot = p_slot and company_id = p_company and key = p_key;
    if not found then
        return a;
    end if;
    if k.request_hash <> p_request_hash or k.bid_id is null then
        a.outcome := 'key-reused';
        return a;
    end if;
    select * into r from bid_revisions where slot = p_slot and bid_id = k.bid_id and revision = k.revision and accepted_at = k.accepted_at;
    if not found then
        if not exists (
            select from bids b join archived_history h on h.slot = b.slot and h.package_id = b.package_id where b.slot = p_slot and b.bid_id = k.bid_id) then
            raise exception 'revision % of bid % is gone', k.revision, k.bid_id;
        end if;
        a.outcome := 'archived';
        return a;
    end if;
    -- A commit that gave up waiting for its standby stands on this server alone, for all to see. With this record in the log the commit of this transaction
    -- waits for the standby anew, and the log is in order: what is acknowledged again is held by as many servers as what is acknowledged at first.
    perform pg_logical_emit_message(true, 'bidforge', 'again');
    select master_id, wrapped into a.master_id, a.wrapped_key from package_keys where slot = p_slot and package_id = r.package_id;
    a.outcome := 'accepted';
    a.revision := r;
    return a;
end $$;

-- Tells bidders' boards what their bids on a package are like now. Goes over the bus, for a board lives on its bidder's shard.
create or replace function board_changed(p_slot smallint, p_package uuid, p_bid uuid) returns void language sql as $$
    insert into outbox (message_id, slot, type, body)
    select gen_random_uuid(), p_slot, 'BidForge.Bids.Board.BoardChanged', jsonb_build_object(
        'bidderId', b.bidder_id, 'bidId', b.bid_id, 'packageId', b.package_id, 'projectId', t.project_id,
        'packageTitle', t.title, 'projectName', t.project_name, 'contractorName', t.contractor_name,
        'dueAt', t.due_at, 'timeZone', t.time_zone, 'status', b.status, 'revision', b.revision,
        'needsReconfirmation', b.status = 'submitted' and b.scope_version < t.scope_version,
        'total', b.total, 'rank', b.rank, 'currency', t.currency, 'updatedAt', clock_timestamp(), 'change', b.change)
    from bids b join package_terms t on t.slot = b.slot and t.package_id = b.package_id
    where b.slot = p_slot and b.package_id = p_package and (p_bid is null or b.bid_id = p_bid) and b.bidder_id is not null
$$;

-- What write_bid decides when the key is new. The package row is locked shared, so that bidders never wait for each other;
-- changing the terms and opening lock it exclusively. The clock is read after that lock and decides.
create or replace function decide_bid(
    p_kind text, p_slot smallint, p_company uuid, p_company_name text, p_key text, p_request_hash bytea,
    p_package uuid, p_bid uuid, p_expected int, p_scope_version int, p_form_version int, p_document bytea, p_document_hash bytea,
    p_signing_key text, p_message uuid, p_traceparent text, p_tracestate text) returns bid_answer language plpgsql as $$
declare
    a bid_answer;
    t package_terms;
    b bids;
    f package_scopes;
    r bid_revisions;
begin
    if p_kind <> 'submit' then
        select * into b from bids where slot = p_slot and bid_id = p_bid and bidder_id = p_company;
        if not found then
            a.outcome := 'bid-not-found';
            return a;
        end if;
        p_package := b.package_id;
    end if;

    perform lock_package(p_package, false);
    select * into t from package_terms where slot = p_slot and package_id = p_package and status <> 'draft' for share;
    a.received_at := clock_timestamp();
    if t.package_id is null or t.contractor_id = p_company or p_kind = 'submit' and t.visibility = 'invited' and not exists (
        select from package_invitees where slot = p_slot and package_id = p_package and company_id = p_company) then
        a.outcome := 'package-not-found';
        return a;
    end if;
    a.package_id := p_package;
    a.terms_version := t.version;
    a.due_at := t.due_at;
    a.time_zone := t.time_zone;
    a.scope_version := t.scope_version;
    a.currency := t.currency;
    if t.status = 'cancelled' then
        a.outcome := 'package-not-open';
        return a;
    end if;
    if a.received_at >= t.due_at then
        a.outcome := 'deadline-passed';
        return a;
    end if;
    if t.opened_at is not null then
        a.outcome := 'package-not-open';
        return a;
    end if;

    if p_kind <> 'submit' then
        select * into b from bids where slot = p_slot and bid_id = p_bid and bidder_id = p_company for update;
        if p_expected is not null and b.revision <> p_expected then
            a.outcome := 'stale';
            a.live_revision := b.revision;
            return a;
        end if;
        if b.status <> 'submitted' then
            a.outcome := 'bid-withdrawn';
            return a;
        end if;
    end if;

    if p_kind <> 'withdraw' then
        if p_scope_version <> t.scope_version then
            a.outcome := 'scope-stale';
            return a;
        end if;
        select * into f from package_scopes where slot = p_slot and package_id = p_package and scope_version = t.scope_version;
        if p_form_version is distinct from f.form_version then
            a.outcome := 'form-needed';
            a.form_version := f.form_version;
            a.bid_form := f.bid_form;
            select master_id, wrapped into a.master_id, a.wrapped_key from package_keys where slot = p_slot and package_id = p_package;
            return a;
        end if;
        if p_document is null then
            a.outcome := 'invalid';
            return a;
        end if;
    end if;

    if p_kind = 'submit' then
        insert into bids (
            slot, bid_id, package_id, contractor_id, bidder_id, bidder_name, status, revision, scope_version,
            document, document_hash, submitted_at, accepted_at, due_at, change)
        values (
            p_slot, p_bid, p_package, t.contractor_id, p_company, p_company_name, 'submitted', 1, p_scope_version,
            p_document, p_document_hash, a.received_at, a.received_at, t.due_at, 1)
        on conflict (slot, package_id, bidder_id) where bidder_id is not null and status <> 'withdrawn' do nothing
        returning * into b;
        if b.bid_id is null then
            a.outcome := 'already-submitted';
            select bid_id into a.live_bid from bids
            where slot = p_slot and package_id = p_package and bidder_id = p_company and status <> 'withdrawn';
            return a;
        end if;
    elsif p_kind = 'revise' then
        update bids set
            revision = revision + 1, change = change + 1, scope_version = p_scope_version, document = p_document, document_hash = p_document_hash,
            accepted_at = a.received_at, due_at = t.due_at
        where slot = p_slot and bid_id = p_bid returning * into b;
    else
        update bids set revision = revision + 1, change = change + 1, status = 'withdrawn', accepted_at = a.received_at, due_at = t.due_at
        where slot = p_slot and bid_id = p_bid returning * into b;
    end if;

    insert into bid_revisions (
        slot, bid_id, revision, accepted_at, kind, package_id, project_id, contractor_id, bidder_id, bidder_name,
        scope_version, submitted_at, due_at, time_zone, document, document_hash, sealed, signing_key)
    values (
        p_slot, b.bid_id, b.revision, a.received_at, p_kind, p_package, t.project_id, t.contractor_id, p_company, b.bidder_name,
        b.scope_version, b.submitted_at, t.due_at, t.time_zone, b.document, b.document_hash, t.sealed, p_signing_key)
    returning * into r;
    insert into idempotency_keys (slot, company_id, key, request_hash, bid_id, revision, accepted_at)
    values (p_slot, p_company, p_key, p_request_hash, b.bid_id, b.revision, a.received_at);

    insert into outbox (message_id, slot, type, body, traceparent, tracestate)
    values (
        p_message, p_slot,
        'BidForge.Contracts.Bids.' || case p_kind when 'submit' then 'BidSubmitted' when 'revise' then 'BidRevised' else 'BidWithdrawn' end,
        jsonb_build_object(
            'bidId', b.bid_id, 'packageId', p_package, 'projectId', t.project_id, 'contractorId', t.contractor_id, 'bidderId', p_company,
            'projectName', t.project_name, 'packageTitle', t.title, 'revision', b.revision,
            'acceptedAt', a.received_at, 'dueAt', t.due_at, 'timeZone', t.time_zone)
        || case when p_kind = 'withdraw' then '{}' else jsonb_build_object('scopeVersion', b.scope_version) end
        || case when p_kind <> 'submit' then '{}' else jsonb_build_object(
            'contractorName', t.contractor_name, 'trade', t.trade, 'currency', t.currency) end,
        p_traceparent, p_tracestate);
    perform board_changed(p_slot, p_package, b.bid_id);

    if p_kind = 'withdraw' then
        select master_id, wrapped into a.master_id, a.wrapped_key from package_keys where slot = p_slot and package_id = p_package;
    end if;
    a.outcome := 'accepted';
    a.revision := r;
    return a;
end $$;

-- Submit, revise and withdraw in one round trip. Of the sends of one key one decides at a time, and the others hear its answer: a send that comes again while
-- the first is still under way must not be told that it is late when the first was in time. Once the answer is there it is given without waiting.
create or replace function write_bid(
    p_kind text, p_slot smallint, p_company uuid, p_company_name text, p_key text, p_request_hash bytea,
    p_package uuid, p_bid uuid, p_expected int, p_scope_version int, p_form_version int, p_document bytea, p_document_hash bytea,
    p_signing_key text, p_message uuid, p_traceparent text, p_tracestate text) returns bid_answer language plpgsql as $$
declare
    a bid_answer;
    again bid_answer;
    this_key bigint := hashtextextended(p_company::text || p_key, 1);
begin
    perform enter_slot(p_slot, p_company, true);
    a := answer_to_key(p_slot, p_company, p_key, p_request_hash);
    if a.outcome is not null then
        return a;
    end if;
    if not pg_try_advisory_xact_lock(this_key) then
        perform pg_advisory_xact_lock(this_key);
        a := answer_to_key(p_slot, p_company, p_key, p_request_hash);
        if a.outcome is not null then
            return a;
        end if;
    end if;
    a := decide_bid(
        p_kind, p_slot, p_company, p_company_name, p_key, p_request_hash, p_package, p_bid, p_expected, p_scope_version, p_form_version,
        p_document, p_document_hash, p_signing_key, p_message, p_traceparent, p_tracestate);
    if a.outcome <> 'accepted' then
        -- Whoever let this lock go a moment ago may have decided between the first look and the lock.
        again := answer_to_key(p_slot, p_company, p_key, p_request_hash);
    end if;
    return case when again.outcome is null then a else again end;
end $$;
