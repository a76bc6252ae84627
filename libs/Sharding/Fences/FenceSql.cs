using BidForge.Sharding.Map;
using Npgsql;

namespace BidForge.Sharding.Fences;

/// <summary>The fence: each shard's own word on which slots it owns. A write asks it inside its own transaction with <c>assert_slot</c>.</summary>
public static class FenceSql
{
    /// <summary>The SQLSTATE raised by <c>assert_slot</c> on a shard that does not own the slot.</summary>
    public const string Moved = "BF001";

    /// <summary>Gives a shard the fences of slots that were never moved. A slot with a fence keeps it, whatever the map says.</summary>
    internal static async Task GrantAsync(Shard shard, SlotMap map, CancellationToken cancellationToken)
    {
        var slots = map.Of(shard.Name).Where(slot => map[slot] is { Epoch: 1 }).Select(slot => (short)slot).ToArray();
        await using var command = shard.Source.CreateCommand(
            "insert into slot_fence (slot, epoch, owned) select unnest($1), 1, true on conflict do nothing");
        command.Parameters.Add(new() { Value = slots });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    internal static async Task<List<(int Slot, SlotOwner Owner)>> OwnedAsync(Shard shard, CancellationToken cancellationToken)
    {
        await using var command = shard.Source.CreateCommand("select slot, epoch from slot_fence where owned");
        command.CommandTimeout = 3;
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var owned = new List<(int, SlotOwner)>();
        while (await row.ReadAsync(cancellationToken))
            owned.Add((row.GetInt16(0), new(shard.Name, row.GetInt32(1))));
        return owned;
    }
}
