using BidForge.Sharding.Map;

namespace BidForge.Sharding.Moves;

/// <summary>
/// The fences of a move's slots. Every change takes the next epoch, read before the catalog was asked whether this is still the mover: one
/// that is sent by a mover that was believed dead comes with an epoch that is over, and does not count.
/// </summary>
internal sealed class SlotFences(MoveContext context)
{
    private readonly Shard source = context.Source;
    private readonly Shard target = context.Target;
    private readonly Move move = context.Move;

    /// <summary>Does what the pause will do, for no slot at all: then nothing is compiled or connected for the first time while writing stands still.</summary>
    public async Task RehearseAsync(CancellationToken cancellationToken)
    {
        await SetAsync(source, [], owned: false, cancellationToken);
        await SetAsync(target, [], owned: true, cancellationToken);
    }

    /// <summary>Stops writing on the source, after the writes that are under way.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        await SetAsync(source, await EpochsAsync(source, whereOwned: true, cancellationToken), owned: false, cancellationToken);
        if ((await EpochsAsync(source, whereOwned: true, cancellationToken)).Count > 0)
            throw new MoveException($"{source.Name} would not give the slots up: another mover is at work.");
    }

    /// <summary>Lets the target take writes; the source must be closed.</summary>
    /// <returns>By slot, the epoch in which the target owns it.</returns>
    public async Task<IReadOnlyDictionary<short, int>> GrantAsync(CancellationToken cancellationToken)
    {
        var epochs = await EpochsAsync(source, whereOwned: false, cancellationToken);
        if (epochs.Count != move.Slots.Length)
            throw new MoveException($"{source.Name} still takes writes for some of the slots.");
        await SetAsync(target, epochs, owned: true, cancellationToken);
        return epochs;
    }

    /// <summary>Lets the source take writes again.</summary>
    /// <param name="afterAnother">
    /// True where a mover was lost: a server may not have seen that yet, wait on its behalf for a write under way, and close the slot afterwards.
    /// So slots that are open get a new epoch too, behind that write. A mover that stopped its own attempt knows that nothing is waiting.
    /// </param>
    /// <param name="cancellationToken">Stops waiting for writes under way.</param>
    /// <returns>By slot, the epoch in which the source owns it.</returns>
    public async Task<IReadOnlyDictionary<short, int>> ReopenAsync(bool afterAnother, CancellationToken cancellationToken)
    {
        var epochs = await EpochsAsync(source, whereOwned: false, cancellationToken);
        if (afterAnother)
            foreach (var (slot, next) in await EpochsAsync(source, whereOwned: true, cancellationToken))
                epochs[slot] = next + 1;
        await SetAsync(source, epochs, owned: true, cancellationToken);
        return epochs;
    }

    /// <exception cref="MoveException">The source does not own all of the slots, or the target owns one.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        var owned = await EpochsAsync(source, whereOwned: true, cancellationToken);
        if (move.Slots.Where(slot => !owned.ContainsKey(slot)).ToList() is { Count: > 0 } foreign)
            throw new MoveException($"{source.Name} does not own slots {Ranges.Write(foreign)}: see ./bidforge shards verify.");
        if (await EpochsAsync(target, whereOwned: true, cancellationToken) is { Count: > 0 } twice)
            throw new MoveException($"{target.Name} owns slots {Ranges.Write(twice.Keys)} already: see ./bidforge shards verify.");
    }

    // The epoch after the present one, of those of the slots that are owned, or are not.
    private async Task<Dictionary<short, int>> EpochsAsync(Shard shard, bool whereOwned, CancellationToken cancellationToken) =>
        (await shard.Source.RowsAsync(
            "select slot, epoch + 1 from slot_fence where slot = any ($1) and owned = $2", row => (Slot: row.GetInt16(0), Epoch: row.GetInt32(1)), cancellationToken,
            move.Slots, whereOwned)).ToDictionary(fence => fence.Slot, fence => fence.Epoch);

    private async Task SetAsync(Shard shard, Dictionary<short, int> epochs, bool owned, CancellationToken cancellationToken)
    {
        await context.Log.ConfirmAsync(move, cancellationToken);
        await shard.Source.ExecuteAsync(
            "select fence_slot(slot, epoch, $3) from unnest($1::smallint[], $2::int[]) f (slot, epoch) order by slot", cancellationToken,
            epochs.Keys.ToArray(), epochs.Values.ToArray(), owned);
    }
}
