using BidForge.Analytics.Storage;
using BidForge.Contracts.Bids;
using BidForge.Messaging;

namespace BidForge.Analytics.Facts;

/// <summary>A bid was looked at; for its bidder. Each of the contractor's people counts once.</summary>
internal sealed class LookFact(AnalyticsDb db) : IEventHandler<BidViewed>
{
    public Task HandleAsync(BidViewed message, CancellationToken cancellationToken) => db.WriteAsync(
        "insert into looks (bid_id, viewer_id, bidder_id) values ($1, $2, $3) on conflict do nothing",
        cancellationToken, message.BidId, message.ViewerId, message.BidderId);
}
