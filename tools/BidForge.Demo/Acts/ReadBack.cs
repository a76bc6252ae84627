using System.Text.Json;
using BidForge.Demo.Api;
using BidForge.Demo.Cast;

namespace BidForge.Demo.Acts;

/// <summary>11: everything is read back as each side sees it, and compared with what was done.</summary>
internal static class ReadBack
{
    public static async Task PlayAsync(Act act, CancellationToken ct)
    {
        await act.EachAsync(act.World.Packages, (package, token) => BidsAsync(package, token), ct);
        act.Log.Say($"{act.World.Packages.Sum(p => p.LiveBids.Count())} bids accepted, as many found; every winner is the one awarded");
        await act.EachAsync(act.World.Players, (player, token) => act.UntilAsync(t => NotificationsAsync(act.World, player, t), token), ct);
        act.Log.Say("every notification arrived, none twice");
        await act.EachAsync(act.World.Subcontractors, (player, token) => act.UntilAsync(t => BoardAsync(act.World, player, t), token), ct);
        await act.EachAsync(act.World.Contractors, (player, token) => act.UntilAsync(t => AnalyticsAsync(act.World, player, t), token), ct);
        act.Log.Say("bid boards and analytics agree on both sides");
    }

    private static async Task BidsAsync(StagedPackage package, CancellationToken ct)
    {
        foreach (var bid in package.Bids.Values)
        {
            var seen = await bid.Bidder.Api.GetAsync($"/bids/{bid.Id}", ct);
            var expected = bid.Withdrawn ? "withdrawn" : package.Winner is null
                ? package.Project.Role.Stage is Stage.Bidding ? "submitted" : "opened"
                : package.Winner == bid ? "awarded" : "notSelected";
            if (seen.Text("status") != expected || !bid.Withdrawn && seen.Money("total") != bid.Total)
                throw new DemoFailure($"The bid of {bid.Bidder.Role.Name} on {package} is {seen.Text("status")} at {seen.Money("total")}; it should be {expected} at {bid.Total}.");
        }
        var opening = await package.Contractor.Api.GetAsync($"/packages/{package.Id}/opening", ct);
        if (package.Project.Role.Stage is Stage.Bidding && (opening.Maybe("bidCount") is not null || opening.Text("status") is not "open"))
            throw new DemoFailure($"The contractor can tell something of the sealed bids on {package}: {opening}");
        if (package.Winner is { } winner && opening.Get("award").Id("bidId") != winner.Id)
            throw new DemoFailure($"The award of {package} went to another bid.");
    }

    private static async Task<string?> NotificationsAsync(World world, Player player, CancellationToken ct)
    {
        var expected = Expected(world, player);
        var ours = world.Packages.Select(package => package.Id).ToHashSet();
        var found = (await player.Api.ListAsync("/notifications", ct))
            .Where(item => item.Maybe("data")?.Maybe("packageId") is { } id && ours.Contains(id.GetGuid()))
            .CountBy(item => item.Text("kind")).ToDictionary();
        foreach (var (kind, count) in found)
        {
            if (!expected.ContainsKey(kind) && kind is not "bidViewed")
                return $"{player.Role.Name} has {count} notifications '{kind}'; it should have none.";
        }
        foreach (var (kind, count) in expected)
        {
            if (found.GetValueOrDefault(kind) != count)
                return $"{player.Role.Name} has {found.GetValueOrDefault(kind)} notifications '{kind}'; it should have {count}.";
        }
        // One for each person that looked, and at least the contractor's owner did.
        var viewed = world.Packages.Count(package => package.Project.Role.Stage is not Stage.Bidding && package.LiveBids.Any(bid => bid.Bidder == player));
        return found.GetValueOrDefault("bidViewed") >= viewed
            ? null
            : $"{player.Role.Name} was told of {found.GetValueOrDefault("bidViewed")} looks at its prices; the contractors looked at {viewed} of its bids.";
    }

    private static Dictionary<string, int> Expected(World world, Player player)
    {
        var counts = new Dictionary<string, int>();
        void Count(string kind, int by) => counts[kind] = counts.GetValueOrDefault(kind) + by;
        foreach (var package in world.Packages)
        {
            var opened = package.Project.Role.Stage is not Stage.Bidding;
            if (package.Contractor == player)
            {
                Count("questionAsked", package.Answered);
                Count("invitationAnswered", package.Invited.Count);
                Count("bidsOpened", opened ? 1 : 0);
            }
            if (package.Invited.Contains(player))
            {
                Count("invited", 1);
                Count("questionAnswered", package.Answered);
                Count("addendumIssued", package.AddendaCount);
            }
            if (!package.Bids.TryGetValue(player, out var bid))
                continue;
            Count("bidSubmitted", 1);
            Count("bidRevised", bid.Revisions);
            Count("bidWithdrawn", bid.Withdrawn ? 1 : 0);
            Count("bidsOpened", opened && !bid.Withdrawn ? 1 : 0);
            Count("awarded", package.Winner == bid ? 1 : 0);
            Count("notSelected", package.Winner is not null && package.Winner != bid && !bid.Withdrawn ? 1 : 0);
        }
        return counts;
    }

    private static async Task<string?> BoardAsync(World world, Player player, CancellationToken ct)
    {
        var board = (await player.Api.ListAsync("/bids", ct)).ToDictionary(item => item.Id("bidId"));
        foreach (var package in world.Packages)
        {
            if (!package.Bids.TryGetValue(player, out var bid))
                continue;
            if (!board.TryGetValue(bid.Id, out var item))
                return $"The bid board of {player.Role.Name} lacks its bid on {package}.";
            var won = package.Winner == bid;
            if (won != (item.Text("status") is "awarded"))
                return $"The bid board of {player.Role.Name} says {item.Text("status")} for {package}.";
        }
        var numbers = await player.Api.GetAsync("/analytics/subcontractor", ct);
        var wins = world.Packages.Count(package => package.Winner?.Bidder == player);
        return numbers.Number("won") >= wins ? null : $"Analytics knows {numbers.Number("won")} of the {wins} wins of {player.Role.Name}.";
    }

    private static async Task<string?> AnalyticsAsync(World world, Player player, CancellationToken ct)
    {
        var coverage = (await player.Api.GetAsync("/analytics/contractor", ct)).Get("coverage").EnumerateArray().ToDictionary(row => row.Id("packageId"));
        foreach (var package in world.Packages.Where(package => package.Contractor == player))
        {
            if (!coverage.TryGetValue(package.Id, out var row))
                return $"The analytics of {player.Role.Name} lack {package}.";
            if (row.Number("invited") != package.Invited.Count || row.Number("declined") != package.Declined.Count)
                return $"Analytics counts {row.Number("invited")} invited and {row.Number("declined")} declined on {package}; it were {package.Invited.Count} and {package.Declined.Count}.";
            var bids = row.Maybe("bids")?.GetInt32();
            int? expected = package.Project.Role.Stage is Stage.Bidding ? null : package.LiveBids.Count();
            if (bids != expected)
                return $"Analytics shows {bids?.ToString() ?? "no"} bids on {package}; it should show {expected?.ToString() ?? "none before opening"}.";
        }
        return null;
    }
}
