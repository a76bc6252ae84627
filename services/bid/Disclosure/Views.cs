using BidForge.Bids.Storage;
using BidForge.ServiceDefaults.Tokens;
using Npgsql;

namespace BidForge.Bids.Disclosure;

/// <summary>The disclosure log: each person of the contractor, the first time that it sees a bid's price.</summary>
internal static class Views
{
    /// <param name="bidId">null for all opened bids of the package.</param>
    public static NpgsqlBatchCommand Record(int slot, Guid packageId, Guid? bidId, Caller caller) =>
        Record(slot, packageId, bidId, caller.UserId, caller.Name, viewedAt: null);

    /// <param name="viewedAt">null for now, by the database's clock.</param>
    public static NpgsqlBatchCommand Record(int slot, Guid packageId, Guid? bidId, Guid viewerId, string viewerName, DateTimeOffset? viewedAt) => Sql.Command(
        "select record_views($1, $2, $3, $4, $5, $6)", (short)slot, packageId, Sql.Uuid(bidId), viewerId, viewerName, Sql.Time(viewedAt));

    public static Task<bool> RecordAsync(BidStore store, int slot, Guid packageId, Guid? bidId, Caller caller, CancellationToken cancellationToken) =>
        store.ReadAsync(slot, caller.CompanyId, writes: true, () => [Record(slot, packageId, bidId, caller)], (_, _) => Task.FromResult(true), cancellationToken);
}
