using BidForge.Bids.Storage;
using BidForge.Bids.Terms;
using BidForge.Contracts.Analytics;
using BidForge.Messaging;
using BidForge.Sharding.Map;
using Npgsql;

namespace BidForge.Bids.Disclosure;

/// <summary>Prices that were shown by another service are in the disclosure log like those that this one showed.</summary>
internal sealed class PricesViewedHandler(ShardMap map) : IShardedEventHandler<PricesViewed>
{
    public int SlotOf(PricesViewed message) => EventSlots.Of(message.PackageId);

    public Task HandleAsync(PricesViewed message, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken) =>
        map.ExecuteAsync(
            connection, SlotOf(message), message.ContractorId,
            Views.Record(SlotOf(message), message.PackageId, null, message.ViewerId, message.ViewerName, message.ViewedAt), cancellationToken);
}
