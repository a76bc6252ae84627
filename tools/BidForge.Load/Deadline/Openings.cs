using System.Collections.Concurrent;
using BidForge.Demo.Api;
using BidForge.Load.Staging;

namespace BidForge.Load.Deadline;

internal sealed record Compared(int Late, int Missing, int Unknown, double Seconds);

/// <summary>Opens every package and holds what is in it against what was acknowledged.</summary>
internal static class Openings
{
    public static async Task<Compared> CompareAsync(Arena arena, IReadOnlyList<Sent> sent, CancellationToken ct)
    {
        var acknowledged = sent.Where(bid => bid.Status is 201).ToDictionary(bid => bid.BidId);
        var found = new ConcurrentDictionary<Guid, decimal>();
        var started = TimeProvider.System.GetTimestamp();
        await Parallel.ForEachAsync(arena.Lots, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = ct }, async (lot, token) =>
        {
            await lot.Contractor.Api.PostAsync($"/packages/{lot.Id}/open", null, token);
            var sheet = await lot.Contractor.Api.GetAsync($"/packages/{lot.Id}/leveling", token);
            foreach (var bid in sheet.Get("bids").EnumerateArray())
                found[bid.Id("bidId")] = bid.Money("baseTotal");
        });
        var seconds = Math.Round(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 1);
        var due = arena.Lots.ToDictionary(lot => lot.Id, lot => lot.DueAt);
        return new(
            acknowledged.Values.Count(bid => bid.AcceptedAt >= due[arena.Pair(bid.Number).Lot.Id]),
            acknowledged.Values.Count(bid => !found.TryGetValue(bid.BidId, out var total) || total != bid.Total || total != arena.Pair(bid.Number).Lot.Bid.TotalAt(OpenLoop.Price(bid.Number))),
            found.Keys.Count(bid => !acknowledged.ContainsKey(bid)), seconds);
    }
}
