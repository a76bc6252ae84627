using System.Text.Json;
using BidForge.Bids.Sealing;
using BidForge.Bids.Storage;
using BidForge.Contracts.Projects;
using BidForge.Messaging;
using BidForge.Sharding.Map;
using Npgsql;

namespace BidForge.Bids.Terms;

/// <summary>Keeps this service's own copy of a package's terms, and flags the bids that an addendum has overtaken.</summary>
internal sealed class PackageTermsHandler(ShardMap map, Keys keys) : IShardedEventHandler<PackageTermsChanged>
{
    public int SlotOf(PackageTermsChanged message) => EventSlots.Of(message.PackageId);

    public Task HandleAsync(PackageTermsChanged message, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        var key = keys.NewPackageKey(message.PackageId);
        return map.ExecuteAsync(
            connection, SlotOf(message), message.CompanyId,
            Sql.Command(
                "select take_terms($1, $2, $3, $4)", (short)SlotOf(message), Sql.Json(JsonSerializer.Serialize(message, EventJson.Options)),
                key.MasterId, key.Bytes),
            cancellationToken);
    }
}
