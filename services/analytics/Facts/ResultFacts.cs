using BidForge.Analytics.Storage;
using BidForge.Contracts.Bids;
using BidForge.Messaging;

namespace BidForge.Analytics.Facts;

/// <summary>From here on the contractor may know.</summary>
internal sealed class OpeningFact(AnalyticsDb db) : IEventHandler<BidsOpened>
{
    public async Task HandleAsync(BidsOpened message, CancellationToken cancellationToken)
    {
        await db.WriteAsync(
            """
            insert into openings (package_id, contractor_id, project_id, trade, currency, opened_at) values ($1, $2, $3, $4, $5, $6)
            on conflict do nothing
            """,
            cancellationToken, message.PackageId, message.ContractorId, message.ProjectId, message.Trade, message.Currency, message.OpenedAt);
        await db.WriteAsync(
            """
            insert into opened_bids (package_id, bid_id, bidder_id, bidder_name, total) select $1, * from unnest($2, $3, $4, $5)
            on conflict do nothing
            """,
            cancellationToken, message.PackageId, message.Bids.Select(bid => bid.BidId).ToArray(), message.Bids.Select(bid => bid.BidderId).ToArray(),
            message.Bids.Select(bid => bid.BidderName).ToArray(), message.Bids.Select(bid => bid.Total).ToArray());
    }
}

internal sealed class AwardFact(AnalyticsDb db) : IEventHandler<PackageAwarded>
{
    public Task HandleAsync(PackageAwarded message, CancellationToken cancellationToken) => db.WriteAsync(
        """
        insert into awards as a (package_id, contractor_id, bid_id, winner_id, amount, currency, awarded_at) values ($1, $2, $3, $4::uuid, $5, $6, $7)
        on conflict (package_id) do update set
            bid_id = excluded.bid_id, winner_id = excluded.winner_id, amount = excluded.amount, currency = excluded.currency, awarded_at = excluded.awarded_at
        where excluded.awarded_at > a.awarded_at
        """,
        cancellationToken, message.PackageId, message.ContractorId, message.BidId, message.WinnerId, message.Amount, message.Currency, message.AwardedAt);
}

internal sealed class LossFact(AnalyticsDb db) : IEventHandler<BidNotSelected>
{
    public Task HandleAsync(BidNotSelected message, CancellationToken cancellationToken) => db.WriteAsync(
        """
        insert into losses as l (bid_id, package_id, bidder_id, decided_at) values ($1, $2, $3, $4)
        on conflict (bid_id) do update set decided_at = excluded.decided_at where excluded.decided_at > l.decided_at
        """,
        cancellationToken, message.BidId, message.PackageId, message.BidderId, message.DecidedAt);
}

/// <summary>An award, and the losses that came with it, count no more. May come before they do: see the views over them.</summary>
internal sealed class UndoneFact(AnalyticsDb db) : IEventHandler<AwardUndone>
{
    public Task HandleAsync(AwardUndone message, CancellationToken cancellationToken) => db.WriteAsync(
        "insert into undone_awards (package_id, awarded_at) values ($1, $2) on conflict do nothing", cancellationToken, message.PackageId, message.AwardedAt);
}
