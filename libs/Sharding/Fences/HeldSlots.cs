using BidForge.Messaging;
using Npgsql;

namespace BidForge.Sharding.Fences;

/// <summary>
/// Slots whose rows relays and housekeeping leave alone on a shard while a move is under way: on the target from the first row that arrives,
/// on the source from shortly before writing stops. So an event of a moved slot is published from one shard only.
/// </summary>
internal static class HeldSlots
{
    /// <summary>For all that touches rows without being asked to by a company.</summary>
    public static readonly RowGuard Guard = new(
        "select pg_advisory_xact_lock_shared(1651860584)", "slot <> all (array(select h.slot from held_slots h))");

    /// <summary>From here on nothing but requests touches rows of the slots. Waits for relays under way, which may be waiting for the broker.</summary>
    public static Task HoldAsync(NpgsqlDataSource shard, short[] slots, CancellationToken cancellationToken) =>
        shard.ExecuteAsync("select hold_slots($1)", cancellationToken, slots);

    public static Task ReleaseAsync(NpgsqlDataSource shard, short[] slots, CancellationToken cancellationToken) =>
        shard.ExecuteAsync("select release_slots($1)", cancellationToken, slots);
}
