using System.Text.Json;
using BidForge.Demo.Api;
using BidForge.Demo.Cast;

namespace BidForge.Demo.Acts;

/// <summary>7: at the due time the contractors open the bids, by two people where the package asks for it.</summary>
internal static class OpenBids
{
    public static async Task PlayAsync(Act act, CancellationToken ct)
    {
        var due = act.World.Packages.Where(package => package.Project.Role.Stage is not Stage.Bidding).ToList();
        await act.EachAsync(due, async (package, token) =>
        {
            var opening = await OpenAsync(package, token);
            var (found, expected) = (opening.Number("bidCount"), package.LiveBids.Count());
            if (found != expected)
                throw new DemoFailure($"{package} was opened with {found} bids; {expected} were acknowledged.");
        }, ct);
        act.Log.Say($"{due.Count} packages opened with {due.Sum(package => package.LiveBids.Count())} bids, as many as were acknowledged");
        act.Log.Say($"{due.Count(package => package.Openers is 2)} of them by two people");
    }

    private static async Task<JsonElement> OpenAsync(StagedPackage package, CancellationToken ct)
    {
        var path = $"/packages/{package.Id}/open";
        var opening = await package.Contractor.Api.PostAsync(path, null, ct);
        if (package.Openers is 1)
            return opening;
        if (opening.Text("status") is not "due" || opening.Maybe("bidCount") is not null)
            throw new DemoFailure($"{package} was opened by one person; it asks for two.");
        return await package.Contractor.Colleague!.PostAsync(path, null, ct);
    }
}
