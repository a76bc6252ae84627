using BidForge.Analytics.Storage;
using BidForge.Analytics.Usage;
using BidForge.Contracts.Bids;
using BidForge.Messaging;

namespace BidForge.Analytics.Facts;

/// <summary>Whether a bid stands, by the acceptance that came last in the database's time. For the bidder only.</summary>
internal static class BidFact
{
    public static Task WriteAsync(
        AnalyticsDb db, Guid bidId, Guid packageId, Guid bidderId, string projectName, string title, string? trade, DateTimeOffset dueAt,
        string timeZone, bool withdrawn, DateTimeOffset acceptedAt, CancellationToken cancellationToken) => db.WriteAsync(
        """
        insert into bids as b (bid_id, package_id, bidder_id, project_name, title, trade, due_at, time_zone, withdrawn, changed_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        on conflict (bid_id) do update set
            trade = coalesce(b.trade, excluded.trade),
            withdrawn = case when excluded.changed_at > b.changed_at then excluded.withdrawn else b.withdrawn end,
            due_at = case when excluded.changed_at > b.changed_at then excluded.due_at else b.due_at end,
            changed_at = greatest(b.changed_at, excluded.changed_at)
        """,
        cancellationToken, bidId, packageId, bidderId, projectName, title, trade, dueAt, timeZone, withdrawn, acceptedAt);
}

internal sealed class BidSubmittedFact(AnalyticsDb db) : IEventHandler<BidSubmitted>
{
    public async Task HandleAsync(BidSubmitted e, CancellationToken cancellationToken)
    {
        await BidFact.WriteAsync(
            db, e.BidId, e.PackageId, e.BidderId, e.ProjectName, e.PackageTitle, e.Trade, e.DueAt, e.TimeZone, withdrawn: false, e.AcceptedAt, cancellationToken);
        await Meter.CountAsync(db, e, cancellationToken);
    }
}

internal sealed class BidRevisedFact(AnalyticsDb db) : IEventHandler<BidRevised>
{
    public Task HandleAsync(BidRevised e, CancellationToken cancellationToken) => BidFact.WriteAsync(
        db, e.BidId, e.PackageId, e.BidderId, e.ProjectName, e.PackageTitle, null, e.DueAt, e.TimeZone, withdrawn: false, e.AcceptedAt, cancellationToken);
}

internal sealed class BidWithdrawnFact(AnalyticsDb db) : IEventHandler<BidWithdrawn>
{
    public Task HandleAsync(BidWithdrawn e, CancellationToken cancellationToken) => BidFact.WriteAsync(
        db, e.BidId, e.PackageId, e.BidderId, e.ProjectName, e.PackageTitle, null, e.DueAt, e.TimeZone, withdrawn: true, e.AcceptedAt, cancellationToken);
}
