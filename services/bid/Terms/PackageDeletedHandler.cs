using BidForge.Bids.Storage;
using BidForge.Contracts.Projects;
using BidForge.Messaging;
using BidForge.Sharding.Map;
using Npgsql;

namespace BidForge.Bids.Terms;

/// <summary>Forgets a draft that was deleted. What was once published stays.</summary>
internal sealed class PackageDeletedHandler(ShardMap map) : IShardedEventHandler<PackageDeleted>
{
    private const string Delete = """
        with gone as (delete from package_terms where slot = $1 and package_id = $2 and contractor_id = $3 and status = 'draft' returning package_id),
            keys as (delete from package_keys k using gone where k.slot = $1 and k.package_id = gone.package_id)
        delete from package_scopes s using gone where s.slot = $1 and s.package_id = gone.package_id
        """;

    public int SlotOf(PackageDeleted message) => EventSlots.Of(message.PackageId);

    public Task HandleAsync(PackageDeleted message, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken) =>
        map.ExecuteAsync(
            connection, SlotOf(message), message.CompanyId,
            Sql.Command(Delete, (short)SlotOf(message), message.PackageId, message.CompanyId), cancellationToken);
}
