using BidForge.Analytics.Storage;
using BidForge.Contracts.Bids;
using BidForge.Contracts.Files;
using BidForge.Messaging;

namespace BidForge.Analytics.Usage;

/// <summary>Puts events to the usage of companies. What is older than the usage that is kept is passed over.</summary>
internal static class Meter
{
    /// <summary>Counts the first bid of a company on a package; for the bidder only.</summary>
    public static Task CountAsync(AnalyticsDb db, BidSubmitted bid, CancellationToken cancellationToken) => db.WriteAsync(
        """
        with first as (insert into counted_bids (company_id, package_id) values ($1, $2) on conflict do nothing returning company_id)
        insert into usage_days as u (day, company_id, feature, amount) select $3, company_id, 'bids', 1 from first where $3 >= usage_begins()
        on conflict (company_id, feature, day, epoch) do update set amount = u.amount + 1
        """,
        cancellationToken, bid.BidderId, bid.PackageId, DayOf(bid.AcceptedAt));

    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.UtcDateTime);
}

internal sealed class StorageMeter(AnalyticsDb db) : IEventHandler<StorageChanged>
{
    public async Task HandleAsync(StorageChanged message, CancellationToken cancellationToken)
    {
        await db.WriteAsync(
            """
            insert into storage_levels as s (company_id, bytes, version) values ($1, $2, $3)
            on conflict (company_id) do update set bytes = excluded.bytes, version = excluded.version where s.version < excluded.version
            """,
            cancellationToken, message.CompanyId, message.Bytes, message.Version);
        await db.WriteAsync(
            """
            insert into usage_days as u (day, company_id, feature, amount, version) select $4, $1, 'storage', $2, $3 where $4 >= usage_begins()
            on conflict (company_id, feature, day, epoch) do update set amount = excluded.amount, version = excluded.version where u.version < excluded.version
            """,
            cancellationToken, message.CompanyId, message.Bytes, message.Version, Meter.DayOf(message.OccurredAt));
    }
}
