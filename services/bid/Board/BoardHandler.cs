using BidForge.Bids.Storage;
using BidForge.Bids.Terms;
using BidForge.Messaging;
using BidForge.Sharding;
using BidForge.Sharding.Map;
using Npgsql;

namespace BidForge.Bids.Board;

/// <summary>Writes a bidder's board on the bidder's own shard, so that no list ever asks all shards.</summary>
internal sealed class BoardHandler(ShardMap map) : IShardedEventHandler<BoardChanged>
{
    private const string Upsert = """
        insert into board (
            slot, bid_id, company_id, package_id, project_id, package_title, project_name, contractor_name, due_at, time_zone,
            status, revision, needs_reconfirmation, total, rank, currency, updated_at, change)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
        on conflict (slot, bid_id) do update set
            package_title = excluded.package_title, project_name = excluded.project_name, contractor_name = excluded.contractor_name,
            due_at = excluded.due_at, time_zone = excluded.time_zone, status = excluded.status, revision = excluded.revision,
            needs_reconfirmation = excluded.needs_reconfirmation, total = excluded.total, rank = excluded.rank,
            updated_at = excluded.updated_at, change = excluded.change
        where excluded.change > board.change
        """;

    public int SlotOf(BoardChanged message) => Slots.Of(message.BidderId);

    public Task HandleAsync(BoardChanged message, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken) =>
        map.ExecuteAsync(
            connection, SlotOf(message), message.BidderId,
            Sql.Command(
                Upsert, (short)SlotOf(message), message.BidId, message.BidderId, message.PackageId, message.ProjectId, message.PackageTitle, message.ProjectName,
                message.ContractorName, Sql.Time(message.DueAt), message.TimeZone, message.Status, message.Revision, message.NeedsReconfirmation,
                new Typed(message.Total, NpgsqlTypes.NpgsqlDbType.Numeric), Sql.Int(message.Rank), message.Currency, Sql.Time(message.UpdatedAt), message.Change),
            cancellationToken);
}
