using BidForge.Bids.Storage;
using BidForge.Messaging;
using BidForge.Sharding;
using BidForge.Sharding.Fences;
using BidForge.Sharding.Map;
using Npgsql;

namespace BidForge.Bids.Terms;

internal static class EventSlots
{
    /// <exception cref="ArgumentException">The id was not made by this system: the message belongs in the error queue.</exception>
    public static int Of(Guid id) => SlottedId.TryGetSlot(id, out var slot) ? slot : throw new ArgumentException($"{id} carries no slot.");

    /// <summary>Works for an event in the inbox's transaction. Where the slot has moved the map is read anew, and the message tried again finds its shard.</summary>
    public static async Task ExecuteAsync(
        this ShardMap map, NpgsqlConnection connection, int slot, Guid company, NpgsqlBatchCommand command, CancellationToken cancellationToken)
    {
        try
        {
            await connection.ExecuteAsync([Sql.Enter(slot, company, writes: true), command], cancellationToken);
        }
        catch (PostgresException fault) when (fault.SqlState == FenceSql.Moved)
        {
            await map.RefreshAsync(cancellationToken);
            throw new UnavailableException("The slot has moved.", fault);
        }
    }
}
