namespace BidForge.Sharding.Inspection;

/// <summary>Which slots should go where. Weights are rows; a slot without rows counts as one, so that empty slots are shared out too.</summary>
internal static class Placement
{
    /// <summary>About half of a shard by weight: the heaviest first, each to the side that is lighter.</summary>
    public static IReadOnlyList<int> Half(IReadOnlyDictionary<int, long> slots)
    {
        var (stay, go) = (new List<int>(), new List<int>());
        var (staying, going) = (0L, 0L);
        foreach (var (slot, weight) in HeaviestFirst(slots))
        {
            if (going < staying)
            {
                go.Add(slot);
                going += weight;
            }
            else
            {
                stay.Add(slot);
                staying += weight;
            }
        }
        return [.. go.Order()];
    }

    /// <summary>All of a shard over others: the heaviest first, each to the shard that is lightest then.</summary>
    /// <param name="slots">Rows by slot of the shard that is emptied.</param>
    /// <param name="others">Rows by shard of those that take them.</param>
    public static IReadOnlyDictionary<string, IReadOnlyList<int>> Spread(IReadOnlyDictionary<int, long> slots, IReadOnlyDictionary<string, long> others)
    {
        var loads = new SortedDictionary<string, long>(others.ToDictionary(), StringComparer.Ordinal);
        var placed = others.Keys.ToDictionary(shard => shard, _ => new List<int>(), StringComparer.Ordinal);
        foreach (var (slot, weight) in HeaviestFirst(slots))
        {
            var lightest = loads.MinBy(shard => shard.Value).Key;
            placed[lightest].Add(slot);
            loads[lightest] += weight;
        }
        return placed.Where(shard => shard.Value.Count > 0).ToDictionary(shard => shard.Key, IReadOnlyList<int> (shard) => [.. shard.Value.Order()], StringComparer.Ordinal);
    }

    private static IEnumerable<(int Slot, long Weight)> HeaviestFirst(IReadOnlyDictionary<int, long> slots) =>
        slots.Select(slot => (Slot: slot.Key, Weight: Math.Max(1, slot.Value))).OrderByDescending(slot => slot.Weight).ThenBy(slot => slot.Slot);
}
