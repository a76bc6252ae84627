-- Notes who saw an opened bid, or all of a package (p_bid null), for the first time, and tells the bidders.
drop function if exists record_views(smallint, uuid, uuid, uuid, text);
create or replace function record_views(
    p_slot smallint, p_package uuid, p_bid uuid, p_viewer uuid, p_viewer_name text, p_viewed_at timestamptz) returns void language sql as $$
    with seen as (
        insert into views (slot, bid_id, viewer_id, viewer_name, contractor_id, bidder_id, viewed_at)
        select b.slot, b.bid_id, p_viewer, p_viewer_name, b.contractor_id, b.bidder_id, coalesce(p_viewed_at, clock_timestamp())
        from bids b join package_terms t on t.slot = b.slot and t.package_id = b.package_id
        where b.slot = p_slot and b.package_id = p_package and (p_bid is null or b.bid_id = p_bid)
            and b.bidder_id is not null and (b.status in ('opened', 'awarded', 'notSelected') or b.status = 'submitted' and not t.sealed)
        order by b.bid_id
        on conflict do nothing
        returning *
    )
    insert into outbox (message_id, slot, type, body)
    select gen_random_uuid(), p_slot, 'BidForge.Contracts.Bids.BidViewed', jsonb_build_object(
        'bidId', s.bid_id, 'packageId', p_package, 'projectId', t.project_id, 'bidderId', s.bidder_id, 'viewerId', p_viewer,
        'viewerName', p_viewer_name, 'projectName', t.project_name, 'packageTitle', t.title, 'viewedAt', s.viewed_at)
    from seen s join package_terms t on t.slot = p_slot and t.package_id = p_package
$$;
