using BidForge.Demo.Api;

namespace BidForge.Demo.Acts;

/// <summary>5: an addendum changes the scope after the first bids are in; nobody's bid is thrown away, the changed lines ask for reconfirmation.</summary>
internal static class IssueAddenda
{
    public static async Task PlayAsync(Act act, CancellationToken ct)
    {
        var changed = act.World.Projects.Select(project => project.Packages[1]).ToList();
        var reconfirmed = 0;
        await act.EachAsync(changed, async (package, token) =>
        {
            await IssueAsync(package, token);
            foreach (var bid in package.LiveBids)
            {
                await act.UntilAsync(t => FlaggedAsync(package, bid, t), token);
                await SubmitBids.ReviseAsync(package, bid, token);
                Interlocked.Increment(ref reconfirmed);
            }
        }, ct);
        act.Log.Say($"{changed.Count} addenda changed a scope; {reconfirmed} bids that were in were flagged and reconfirmed");
    }

    private static async Task IssueAsync(StagedPackage package, CancellationToken ct)
    {
        var form = package.BidForm;
        var lines = form.Get("lineItems").EnumerateArray().Select((line, index) => new
        {
            id = line.Id(),
            description = line.Text("description"),
            quantity = index is 0 ? Math.Round(line.Money("quantity") * 1.1m, 2) : line.Money("quantity"),
            unit = line.Text("unit"),
            kind = line.Text("kind"),
        });
        var issued = await package.Contractor.Api.PostAsync($"/packages/{package.Id}/addenda", new
        {
            title = "Revised quantities",
            text = "The first line grows by ten per cent after the design review.",
            bidForm = new { lineItems = lines, alternates = form.Get("alternates"), questions = form.Get("questions") },
        }, ct);
        Interlocked.Increment(ref package.AddendaCount);
        package.ScopeVersion = issued.Number("scopeVersion");
        if (!issued.Get("changes").EnumerateArray().Any(change => change.Text("kind") is "lineChanged"))
            throw new DemoFailure($"The addendum on {package} does not name the changed line.");
        package.BidForm = (await package.Contractor.Api.GetAsync($"/packages/{package.Id}", ct)).Get("bidForm");
    }

    private static async Task<string?> FlaggedAsync(StagedPackage package, PlacedBid bid, CancellationToken ct)
    {
        var seen = await bid.Bidder.Api.GetAsync($"/bids/{bid.Id}", ct);
        bid.Version = seen.Number("version");
        return seen.Get("needsReconfirmation").GetBoolean() && seen.Get("changedLines").GetArrayLength() is 1
            ? null
            : $"The bid of {bid.Bidder.Role.Name} on {package} is not flagged for the one line that changed.";
    }
}
