using BidForge.Demo.Api;
using BidForge.Demo.Cast;

namespace BidForge.Demo.Acts;

/// <summary>3: the contractors search the directory by trade and distance and invite in bulk; the invited look, and say whether they will bid.</summary>
internal static class Invite
{
    public static async Task PlayAsync(Act act, CancellationToken ct)
    {
        var bySubcontractor = act.World.Subcontractors.ToDictionary(player => player.CompanyId);
        await act.EachAsync(act.World.Packages, async (package, token) =>
        {
            var place = Town.Of(package.Project.Role.City);
            var found = await package.Contractor.Api.ListAsync(
                FormattableString.Invariant($"/companies?kind=subcontractor&trade={package.Trade}&latitude={place.Latitude}&longitude={place.Longitude}&withinKm=700&sort=distance"), token);
            var near = found.Select(company => company.Id()).Where(bySubcontractor.ContainsKey).ToList();
            if (near.Count is 0)
                throw new DemoFailure($"The directory knows nobody for {package.Trade} near {place.City}.");
            // The project service learns of a company that has just registered by an event: ask until it knows all of them.
            var invited = new HashSet<Guid>();
            await act.UntilAsync(async t =>
            {
                var answer = await package.Contractor.Api.PostAsync($"/packages/{package.Id}/invitations", new { companyIds = near.Except(invited) }, t);
                invited.UnionWith(answer.Get("data").EnumerateArray().Select(invitation => invitation.Id("companyId")));
                return invited.Count == near.Count ? null : $"{package}: invited {invited.Count} of {near.Count} companies";
            }, token);
            package.Invited.AddRange(near.Select(id => bySubcontractor[id]));
            foreach (var player in package.Invited)
                await AnswerAsync(package, player, token);
        }, ct);
        var packages = act.World.Packages.ToList();
        act.Log.Say($"{packages.Sum(p => p.Invited.Count)} invitations, {packages.Sum(p => p.Declined.Count)} declined");
    }

    private static async Task AnswerAsync(StagedPackage package, Player player, CancellationToken ct)
    {
        await player.Api.PostAsync($"/packages/{package.Id}/invitations/mine/viewed", null, ct);
        var declines = Pricing.Chance(player.Role.Name, package.ToString(), "declines") < 0.12m;
        if (declines)
            package.Declined.Add(player);
        await player.Api.PutAsync($"/packages/{package.Id}/invitations/mine",
            declines ? new { answer = "declined", reason = (string?)"Our crews are booked for that season." } : new { answer = "willBid", reason = (string?)null }, ct);
    }
}
