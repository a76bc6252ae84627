using System.Text.Json;
using BidForge.Demo.Api;

namespace BidForge.Demo.Acts;

/// <summary>6: bids come in, sealed; some are revised, some withdrawn.</summary>
internal static class SubmitBids
{
    /// <summary>The first bidders of each package, before the addenda.</summary>
    public static async Task PlayFirstAsync(Act act, CancellationToken ct)
    {
        var first = Bidders(act.World).Where(pair => pair.Package == pair.Package.Project.Packages[1] && pair.Index < 2).ToList();
        await act.EachAsync(first, (pair, token) => SubmitAsync(act, pair.Package, pair.Bidder, token), ct);
        act.Log.Say($"{first.Count} early bids accepted");
    }

    public static async Task PlayAsync(Act act, CancellationToken ct)
    {
        var rest = Bidders(act.World).Where(pair => !pair.Package.Bids.ContainsKey(pair.Bidder)).ToList();
        await act.EachAsync(rest, (pair, token) => SubmitAsync(act, pair.Package, pair.Bidder, token), ct);
        var all = act.World.Packages.SelectMany(package => package.LiveBids.Select(bid => (Package: package, Bid: bid))).ToList();

        var revised = all.Where(item => Pricing.Chance(item.Bid.Bidder.Role.Name, item.Package.ToString(), "revises") < 0.15m).ToList();
        await act.EachAsync(revised, async (item, token) =>
        {
            item.Bid.Factor *= 0.975m;
            await ReviseAsync(item.Package, item.Bid, token);
        }, ct);

        var withdrawn = act.World.Projects.Select(project => project.Packages[2]).Where(package => package.LiveBids.Count() > 3).Take(6).ToList();
        await act.EachAsync(withdrawn, (package, token) => WithdrawAsync(package, package.LiveBids.OrderBy(bid => bid.Bidder.Role.Name, StringComparer.Ordinal).First(), token), ct);
        act.Log.Say($"{all.Count} bids accepted in all, {revised.Count} of them revised, {withdrawn.Count} withdrawn");
    }

    public static async Task ReviseAsync(StagedPackage package, PlacedBid bid, CancellationToken ct)
    {
        var (body, total) = Pricing.Fill(package, bid.Bidder, bid.Factor);
        var acceptance = await bid.Bidder.Api.PutAsync($"/bids/{bid.Id}", body, ct, bid.Version);
        Keep(package, bid, acceptance, total);
        bid.Revisions++;
    }

    private static IEnumerable<(StagedPackage Package, Player Bidder, int Index)> Bidders(World world) =>
        world.Packages.SelectMany(package => package.Invited.Where(player => !package.Declined.Contains(player)).Select((player, index) => (package, player, index)));

    public static async Task SubmitAsync(Act act, StagedPackage package, Player bidder, CancellationToken ct)
    {
        var factor = Pricing.FactorOf(bidder, package);
        var (body, total) = Pricing.Fill(package, bidder, factor);
        var key = Guid.NewGuid().ToString();
        JsonElement acceptance = default;
        // The terms and the invitation reach the bid service by events: 404 and a stale scope only mean that they are still on their way.
        await act.UntilAsync(async token =>
        {
            try
            {
                acceptance = await bidder.Api.PostAsync($"/packages/{package.Id}/bids", body, token, key);
                return null;
            }
            catch (ApiException refusal) when (refusal.Status is 404 || refusal.Code is "bid.scope-stale" or "package.not-open")
            {
                return $"{bidder.Role.Name} can't bid on {package}: {refusal.Message}";
            }
        }, ct);
        var bid = new PlacedBid(bidder, acceptance.Get("bid").Id(), factor);
        Keep(package, bid, acceptance, total);
        lock (package.Bids)
            package.Bids.Add(bidder, bid);
    }

    private static async Task WithdrawAsync(StagedPackage package, PlacedBid bid, CancellationToken ct)
    {
        var acceptance = await bid.Bidder.Api.PostAsync($"/bids/{bid.Id}/withdraw", null, ct, version: bid.Version);
        bid.Receipt = ReceiptOf(acceptance);
        bid.Withdrawn = true;
    }

    private static byte[] ReceiptOf(JsonElement acceptance) => JsonSerializer.SerializeToUtf8Bytes(acceptance.Get("receipt"));

    private static void Keep(StagedPackage package, PlacedBid bid, JsonElement acceptance, decimal total)
    {
        var seen = acceptance.Get("bid");
        if (seen.Money("total") != total)
            throw new DemoFailure($"The bid of {bid.Bidder.Role.Name} on {package} came to {seen.Money("total")} there and to {total} here.");
        if (acceptance.Time("acceptedAt") >= acceptance.Time("dueAt"))
            throw new DemoFailure($"A bid on {package} was accepted at {acceptance.Time("acceptedAt"):O}, due {acceptance.Time("dueAt"):O}.");
        bid.Receipt = ReceiptOf(acceptance);
        bid.Total = total;
        bid.Version = seen.Number("version");
    }
}
