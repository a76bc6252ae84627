using BidForge.Bids.Storage;
using BidForge.Contracts.Projects;
using BidForge.Messaging;
using BidForge.Sharding.Map;
using Npgsql;

namespace BidForge.Bids.Terms;

/// <summary>Knows who may bid on a package that is for invited companies only.</summary>
internal sealed class CompanyInvitedHandler(ShardMap map) : IShardedEventHandler<CompanyInvited>
{
    private const string Insert = """
        insert into package_invitees (slot, package_id, company_id, contractor_id, company_name) values ($1, $2, $3, $4, $5)
        on conflict do nothing
        """;

    public int SlotOf(CompanyInvited message) => EventSlots.Of(message.PackageId);

    public Task HandleAsync(CompanyInvited message, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken) =>
        map.ExecuteAsync(
            connection, SlotOf(message), message.ContractorId,
            Sql.Command(Insert, (short)SlotOf(message), message.PackageId, message.CompanyId, message.ContractorId, message.CompanyName), cancellationToken);
}
