using BidForge.Sharding.Fences;
using BidForge.Sharding.Map;
using BidForge.Sharding.Moves;
using Npgsql;

namespace BidForge.Sharding.Inspection;

/// <summary>Compares what the map says, what the fences say, and where rows lie. A move that is not finished explains what is on its way.</summary>
internal sealed class ShardAudit(ShardSet shards)
{
    private readonly List<Finding> findings = [];

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        var map = SlotMap.Empty.With(await new Catalog(shards).ReadAsync(cancellationToken));
        var move = (await MoveLog.ListAsync(shards, 1, cancellationToken)).Find(latest => latest.FinishedAt is null);
        if (move is not null)
            findings.Add(new("move-unfinished", move.Source, Ranges.Write(move.Slots), $"The move to {move.Target} stands at {move.Step}: go on with --resume, or give it up with --abort."));
        var owners = new Dictionary<string, List<(int Slot, SlotOwner Owner)>>(StringComparer.Ordinal);
        foreach (var shard in shards.All)
        {
            try
            {
                owners[shard.Name] = await FenceSql.OwnedAsync(shard, cancellationToken);
                await RowsAsync(shard, [.. owners[shard.Name].Select(owned => owned.Slot)], move, cancellationToken);
                if (move is null)
                    await LeftoversAsync(shard, cancellationToken);
            }
            catch (Exception fault) when (fault is NpgsqlException or TimeoutException)
            {
                findings.Add(new("shard-down", shard.Name, Ranges.Write(map.Of(shard.Name)), $"It does not answer: {fault.Message}"));
            }
        }
        Fences(map, owners, move);
        return findings;
    }

    private void Fences(SlotMap map, Dictionary<string, List<(int Slot, SlotOwner Owner)>> owners, Move? move)
    {
        var bySlot = owners.Values.SelectMany(owned => owned).ToLookup(owned => owned.Slot, owned => owned.Owner);
        var between = move is { Step: MoveStep.Fencing or MoveStep.Flipping } ? move.Slots.Select(slot => (int)slot).ToHashSet() : [];
        var all = Enumerable.Range(0, Slots.Count).ToList();
        Add("slot-unmapped", "", all.Where(slot => map[slot] is null), "The catalog maps them to no shard.");
        Add("owned-twice", "", all.Where(slot => bySlot[slot].Count() > 1), "More than one shard takes writes for them.");
        Add("owned-by-none", "", all.Where(slot => !bySlot[slot].Any() && !between.Contains(slot) && map[slot] is { } owner && owners.ContainsKey(owner.Shard)), "No shard takes writes for them.");
        foreach (var (shard, owned) in owners)
            Add("map-differs", shard, owned.Where(one => map[one.Slot] is { } mapped && mapped.Shard != shard && !between.Contains(one.Slot)).Select(one => one.Slot), "The shard takes writes for them; the map names another.");
    }

    private async Task RowsAsync(Shard shard, HashSet<int> owned, Move? move, CancellationToken cancellationToken)
    {
        var moving = move is not null && (move.Source == shard.Name || move.Target == shard.Name) ? move.Slots.Select(slot => (int)slot).ToHashSet() : [];
        var rows = await ShardRows.CountAsync(shard.Source, await MovingTable.AllAsync(shard.Source, cancellationToken), cancellationToken);
        var strays = rows.Where(slot => !owned.Contains(slot.Key) && !moving.Contains(slot.Key)).ToList();
        Add("stray-rows", shard.Name, strays.Select(slot => slot.Key), $"{strays.Sum(slot => slot.Value)} rows of slots that the shard does not own.");
    }

    private async Task LeftoversAsync(Shard shard, CancellationToken cancellationToken)
    {
        Add(
            "held", shard.Name, await shard.Source.RowsAsync("select slot from held_slots", row => (int)row.GetInt16(0), cancellationToken),
            "Events of these slots are held back though no move is under way.");
        var left = await shard.Source.RowsAsync(
            """
            select 'publication ' || pubname from pg_publication where starts_with(pubname, $1)
            union all select 'subscription ' || subname from pg_subscription
                where starts_with(subname, $1) and subdbid = (select oid from pg_database where datname = current_database())
            union all select 'replication slot ' || slot_name from pg_replication_slots
                where database = current_database() and (starts_with(slot_name, $1) or slot_name ~ '^pg_\d+_sync_\d+_\d+$' and not active)
            """, row => row.GetString(0), cancellationToken, Move.Prefix);
        if (left.Count > 0)
            findings.Add(new("left-over", shard.Name, "", $"Of a move that is over: {string.Join(", ", left)}."));
    }

    private void Add(string kind, string shard, IEnumerable<int> slots, string message)
    {
        if (slots.ToList() is { Count: > 0 } found)
            findings.Add(new(kind, shard, Ranges.Write(found), message));
    }
}

/// <param name="Kind">Stable, for programs: move-unfinished, shard-down, slot-unmapped, owned-twice, owned-by-none, map-differs, stray-rows, held, left-over.</param>
/// <param name="Shard">Empty where it concerns no one shard.</param>
/// <param name="Slots">As <c>5,7,10-20</c>.</param>
internal sealed record Finding(string Kind, string Shard, string Slots, string Message);
