using BidForge.Demo.Api;
using BidForge.Demo.Cast;

namespace BidForge.Demo.Acts;

/// <summary>9: one winner per package; everybody hears its result.</summary>
internal static class Award
{
    public static async Task PlayAsync(Act act, CancellationToken ct)
    {
        var decided = act.World.Packages.Where(package => package.Project.Role.Stage is Stage.Awarded && package.LiveBids.Any()).ToList();
        await act.EachAsync(decided, async (package, token) =>
        {
            var winner = package.LiveBids.OrderBy(bid => bid.Total).ThenBy(bid => bid.Id).First();
            var award = await package.Contractor.Api.PostAsync($"/packages/{package.Id}/award", new
            {
                bidId = winner.Id,
                message = "Congratulations. The contract follows by mail.",
                showRanks = true,
            }, token);
            if (award.Money("amount") != winner.Total)
                throw new DemoFailure($"{package} was awarded for {award.Money("amount")}; the winner bid {winner.Total}.");
            package.Winner = winner;
        }, ct);
        act.Log.Say($"{decided.Count} packages awarded for {decided.Sum(package => package.Winner!.Total):N2} USD");
    }
}
