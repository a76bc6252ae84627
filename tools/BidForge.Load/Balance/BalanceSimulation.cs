using System.Buffers.Binary;
using BidForge.Sharding;

namespace BidForge.Load.Balance;

/// <summary>How evenly volume lies on shards: the busiest shard against the mean.</summary>
/// <param name="Even">As the catalog spreads slots at first.</param>
/// <param name="Packed">Slots moved so that volume is as even as it can be.</param>
/// <param name="Pinned">As at first, with the busiest companies' slots on shards of their own: the busiest of the others against their mean.</param>
/// <param name="PinnedAndPacked">The same with the other slots moved so that volume is as even as it can be.</param>
/// <param name="PinnedShards">How many shards the pinned ones took.</param>
public sealed record Spread(int Shards, double Even, double Packed, double Pinned, double PinnedAndPacked, int PinnedShards);

/// <param name="Exponent">Of Zipf's law: the company of rank r gets bids in proportion to 1 / r^exponent.</param>
/// <param name="LargestCompany">Part of all bids that the busiest company gets.</param>
public sealed record Balance(int Companies, double Exponent, double LargestCompany, IReadOnlyList<Spread> Spreads);

/// <summary>
/// Places companies with a heavy-tailed bid volume on slots, by the real hash, and slots on shards. A company is never divided: its share of all bids is the least that
/// its shard carries, so beyond a number of shards it is the company and not the hash that decides.
/// </summary>
public static class BalanceSimulation
{
    private static readonly int[] ShardCounts = [4, 8, 16, 32, 64, 128, 256];

    /// <param name="companies">How many.</param>
    /// <param name="exponent">Of Zipf's law.</param>
    /// <param name="seed">The same seed, the same companies.</param>
    public static Balance Run(int companies, double exponent, int seed)
    {
        var random = new Random(seed);
        var volumes = new double[Slots.Count];
        var total = 0.0;
        for (var rank = 1; rank <= companies; rank++)
        {
            var volume = Math.Pow(rank, -exponent);
            volumes[Slots.Of(CompanyId(random))] += volume;
            total += volume;
        }
        for (var slot = 0; slot < Slots.Count; slot++)
            volumes[slot] /= total;
        return new(companies, exponent, Math.Round(1 / total, 4), [.. ShardCounts.Select(shards => Place(volumes, shards))]);
    }

    private static Spread Place(double[] volumes, int shards)
    {
        var pinned = Pinned(volumes, shards);
        var others = volumes.Where((_, slot) => !pinned.Contains(slot)).ToArray();
        var left = shards - pinned.Count;
        return new(
            shards, Ratio(Even(volumes, shards)), Ratio(Packed(volumes, shards)), Ratio(Even(others, left)), Ratio(Packed(others, left)), pinned.Count);
    }

    /// <summary>Slots with more volume than a shard should carry in all.</summary>
    private static HashSet<int> Pinned(double[] volumes, int shards) =>
        [.. Enumerable.Range(0, volumes.Length).Where(slot => volumes[slot] > 1.0 / shards).OrderByDescending(slot => volumes[slot]).Take(shards / 2)];

    private static double[] Even(double[] volumes, int shards)
    {
        var loads = new double[shards];
        for (var slot = 0; slot < volumes.Length; slot++)
            loads[slot * shards / volumes.Length] += volumes[slot];
        return loads;
    }

    /// <summary>The busiest slot first, each to the shard with the least.</summary>
    private static double[] Packed(double[] volumes, int shards)
    {
        var loads = new double[shards];
        foreach (var volume in volumes.OrderDescending())
            loads[Array.IndexOf(loads, loads.Min())] += volume;
        return loads;
    }

    private static double Ratio(double[] loads) => Math.Round(loads.Max() / loads.Average(), 2);

    /// <summary>A UUIDv7 (RFC 9562) of a company that registered some time within three years.</summary>
    private static Guid CompanyId(Random random)
    {
        Span<byte> id = stackalloc byte[16];
        random.NextBytes(id);
        BinaryPrimitives.WriteInt64BigEndian(id, (1_700_000_000_000 + random.NextInt64(94_608_000_000)) << 16 | (long)random.Next(1 << 16));
        id[6] = (byte)((id[6] & 0x0F) | 0x70);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new(id, bigEndian: true);
    }
}
