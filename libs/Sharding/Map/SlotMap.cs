using System.Collections.Immutable;

namespace BidForge.Sharding.Map;

/// <summary>Which shard owns a slot, and since which change of owner.</summary>
/// <param name="Epoch">Starts at 1 and grows whenever the slot changes hands or a move of it was given up: of two claims the newer holds.</param>
public sealed record SlotOwner(string Shard, int Epoch);

/// <summary>Slot to shard, as a router believes it to be. Immutable; a slot may be unknown while neither catalog nor shard could be asked.</summary>
public sealed class SlotMap
{
    private readonly ImmutableArray<SlotOwner?> owners;

    private SlotMap(ImmutableArray<SlotOwner?> owners) => this.owners = owners;

    public static SlotMap Empty { get; } = new([.. new SlotOwner?[Slots.Count]]);

    public SlotOwner? this[int slot] => owners[slot];

    public bool IsComplete => !owners.Contains(null);

    /// <summary>The map after hearing more: for each slot the newest epoch wins, so that a slow answer never takes a router back.
    /// This same map if there was no news.</summary>
    public SlotMap With(IEnumerable<(int Slot, SlotOwner Owner)> heard)
    {
        var next = owners.ToBuilder();
        foreach (var (slot, owner) in heard)
            if (next[slot] is not { } known || owner.Epoch >= known.Epoch)
                next[slot] = owner;
        return next.SequenceEqual(owners) ? this : new(next.MoveToImmutable());
    }

    /// <summary>The slots of one shard, ascending.</summary>
    public IEnumerable<int> Of(string shard) => Enumerable.Range(0, Slots.Count).Where(slot => owners[slot]?.Shard == shard);
}
