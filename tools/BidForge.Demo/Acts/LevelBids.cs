using System.Text.Json;
using BidForge.Demo.Api;
using BidForge.Demo.Cast;

namespace BidForge.Demo.Acts;

/// <summary>8: the leveling sheet puts the bids side by side; its totals are those that the bidders sent, to the cent. A bid that came by mail is entered by hand.</summary>
internal static class LevelBids
{
    public static async Task PlayAsync(Act act, CancellationToken ct)
    {
        var opened = act.World.Packages.Where(package => package.Project.Role.Stage is not Stage.Bidding).ToList();
        await act.EachAsync(opened, async (package, token) =>
        {
            var sheet = await package.Contractor.Api.GetAsync($"/packages/{package.Id}/leveling", token);
            Compare(package, sheet);
        }, ct);

        var byHand = opened[0];
        var (_, total) = Pricing.Fill(byHand, byHand.Invited[0], 1.25m);
        var entered = await EnterAsync(act, byHand, ct);
        if (entered.Money("total") != total)
            throw new DemoFailure($"The bid entered by hand on {byHand} came to {entered.Money("total")} there and to {total} here.");
        act.Log.Say($"{opened.Count} leveling sheets agree with {opened.Sum(p => p.LiveBids.Count())} bids to the cent; a bid received by mail was entered");
    }

    private static void Compare(StagedPackage package, JsonElement sheet)
    {
        var rows = sheet.Get("bids").EnumerateArray().ToDictionary(row => row.Id("bidId"));
        foreach (var bid in package.LiveBids)
        {
            if (!rows.TryGetValue(bid.Id, out var row))
                throw new DemoFailure($"The leveling sheet of {package} lacks the bid of {bid.Bidder.Role.Name}.");
            if (row.Money("baseTotal") != bid.Total)
                throw new DemoFailure($"The leveling sheet of {package} says {row.Money("baseTotal")} for {bid.Bidder.Role.Name}, who bid {bid.Total}.");
        }
        if (rows.Count != package.LiveBids.Count())
            throw new DemoFailure($"The leveling sheet of {package} has {rows.Count} bids; {package.LiveBids.Count()} are live.");
        if (rows.Count > 0 && sheet.Money("low") != package.LiveBids.Min(bid => bid.Total))
            throw new DemoFailure($"The low of {package} is {sheet.Money("low")} on the sheet, {package.LiveBids.Min(bid => bid.Total)} among the bids.");
    }

    private static async Task<JsonElement> EnterAsync(Act act, StagedPackage package, CancellationToken ct)
    {
        var (body, _) = Pricing.Fill(package, package.Invited[0], 1.25m);
        var filled = JsonSerializer.SerializeToElement(body);
        return await package.Contractor.Api.PostAsync($"/packages/{package.Id}/bids/external", new
        {
            bidderName = "Pioneer Contractors (by mail)",
            receivedAt = act.Time.GetUtcNow().AddHours(-2),
            lines = filled.Get("lines"),
            alternates = filled.Get("alternates"),
            answers = filled.Get("answers"),
            notes = "Received on paper.",
        }, ct);
    }
}
