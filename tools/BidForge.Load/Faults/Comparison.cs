using System.Collections.Concurrent;
using BidForge.Demo.Api;
using BidForge.Load.Staging;

namespace BidForge.Load.Faults;

/// <summary>Opens every package and holds the marketplace against the ledger.</summary>
internal static class Comparison
{
    public static async Task<FaultsCount> RunAsync(LoadTarget target, Arena arena, Ledger ledger, CancellationToken ct)
    {
        var found = await OpenAsync(arena, ct);
        var packages = arena.Lots.Select(lot => lot.Id).ToArray();
        var revisions = await Rows.OfShardsAsync(
            target, "select bid_id, revision, accepted_at, due_at, encode(document_hash, 'hex') from bid_revisions where package_id = any ($1)", packages,
            row => (Bid: row.GetGuid(0), Revision: row.GetInt32(1), AcceptedAt: row.GetFieldValue<DateTimeOffset>(2), DueAt: row.GetFieldValue<DateTimeOffset>(3), Hash: row.GetString(4)), ct);

        var latest = ledger.Latest();
        var live = latest.Values.Where(act => act.Kind is not "withdrawn").ToDictionary(act => act.BidId);
        // An act is kept when it is there as its receipt says: when it was accepted, and what.
        var acts = ledger.Acts.Select(entry => (entry.Act.BidId, entry.Act.Revision, entry.Act.AcceptedAt, entry.Act.DocumentHash)).ToHashSet();
        var kept = revisions.Select(revision => (revision.Bid, revision.Revision, revision.AcceptedAt, revision.Hash)).ToHashSet();
        var lost = live.Values.Count(act => !found.TryGetValue(act.BidId, out var total) || total != act.Total) + acts.Count(act => !kept.Contains(act));
        var duplicated = found.Keys.Count(bid => !live.ContainsKey(bid)) + revisions.Count - kept.Count + kept.Count(revision => !acts.Contains(revision))
            + ledger.Acts.Count - acts.Count;
        var late = revisions.Count(revision => revision.AcceptedAt >= revision.DueAt) + ledger.Acts.Count(entry => entry.Act.AcceptedAt >= entry.Lot.DueAt);
        var effects = await Effects.WaitAsync(target, packages, ledger, ct);
        return ledger.Count(lost, duplicated, late, effects.Expected, effects.Lost, effects.Doubled);
    }

    private static async Task<ConcurrentDictionary<Guid, decimal>> OpenAsync(Arena arena, CancellationToken ct)
    {
        var found = new ConcurrentDictionary<Guid, decimal>();
        await Parallel.ForEachAsync(arena.Lots, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = ct }, async (lot, token) =>
        {
            await lot.Contractor.Api.PostAsync($"/packages/{lot.Id}/open", null, token);
            var sheet = await lot.Contractor.Api.GetAsync($"/packages/{lot.Id}/leveling", token);
            foreach (var bid in sheet.Get("bids").EnumerateArray())
                found[bid.Id("bidId")] = bid.Money("baseTotal");
        });
        return found;
    }
}
