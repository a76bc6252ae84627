using System.Text.Json;
using BidForge.Contracts;
using BidForge.Demo.Acts;
using BidForge.Demo.Api;
using BidForge.Demo.Cast;

namespace BidForge.Demo.Seed;

/// <summary>What was missing and is there now.</summary>
public sealed record SeedCounts(int Companies, int Projects, int Packages, int Invitations, int Bids);

public sealed record SeedOutcome(SeedCounts Added, IReadOnlyList<DemoLogin> Logins);

/// <summary>
/// Fills a running system, through the gateway, with two contractors, six subcontractors, two projects that are out for bids, and a sealed bid of each bidder.
/// Looks before each step for what an earlier run did, so it can be run again, also after one that was cut off.
/// </summary>
public static class SeedPlay
{
    /// <exception cref="ApiException">The marketplace refused what it should accept.</exception>
    public static async Task<SeedOutcome> RunAsync(Uri gateway, IDemoLog log, TimeProvider time, CancellationToken ct)
    {
        using var http = new HttpClient { BaseAddress = gateway, Timeout = TimeSpan.FromSeconds(30) };
        var act = new Act(new World(), http, time, log);
        log.Act(1, 3, "Companies");
        var companies = await Register.PlayAsync(act, SeedBook.Companies, ct);
        log.Act(2, 3, "Projects and packages");
        var (projects, packages) = (0, 0);
        foreach (var (role, trades) in SeedBook.Projects)
        {
            var (isNew, added) = await ProjectAsync(act, role, trades, ct);
            (projects, packages) = (projects + (isNew ? 1 : 0), packages + added);
        }
        log.Act(3, 3, "Invitations and bids");
        var (invitations, bids) = (0, 0);
        foreach (var package in act.World.Packages.Where(package => package.DueAt > time.GetUtcNow()))
        {
            invitations += await InviteAsync(act, package, ct);
            bids += await BidAsync(act, package, ct);
        }
        return new(new(companies, projects, packages, invitations, bids), [.. act.World.Players.Select(Login)]);
    }

    private static async Task<(bool IsNew, int PackagesAdded)> ProjectAsync(Act act, ProjectRole role, string[] trades, CancellationToken ct)
    {
        var api = act.World.Players.Single(player => player.Role.Name == role.Contractor).Api;
        var known = (await api.ListAsync("/projects?scope=mine", ct)).Find(one => one.Text("name") == role.Name);
        var isNew = known.ValueKind is JsonValueKind.Undefined;
        var project = isNew
            ? await PostProjects.CreateAsync(act, role, ct)
            : new StagedProject(role, act.World.Players.Single(player => player.Role.Name == role.Contractor), known.Id());
        act.World.Projects.Add(project);
        var view = await api.GetAsync($"/projects/{project.Id}", ct);
        var there = view.Get("packages").EnumerateArray().ToList();
        foreach (var trade in trades)
            project.Packages.Add(there.Find(one => one.Text("trade") == trade) is { ValueKind: JsonValueKind.Object } found
                ? await ReadAsync(project, trade, found.Id(), ct)
                : await PostProjects.AddPackageAsync(act, project, trade, openers: 1, ct));
        if (view.Text("status") is "draft")
            await api.PostAsync($"/projects/{project.Id}/publish", null, ct);
        return (isNew, trades.Length - there.Count);
    }

    private static async Task<StagedPackage> ReadAsync(StagedProject project, string trade, Guid id, CancellationToken ct)
    {
        var package = await project.Contractor.Api.GetAsync($"/packages/{id}", ct);
        return new(project, trade, id, package.Get("bidForm"), package.Time("dueAt")) { ScopeVersion = package.Number("scopeVersion") };
    }

    private static async Task<int> InviteAsync(Act act, StagedPackage package, CancellationToken ct)
    {
        package.Invited.AddRange(act.World.Players.Where(player => player.Role.Works(package.Trade)));
        var ids = package.Invited.Select(player => player.CompanyId).ToList();
        var added = 0;
        // The project service learns of a company that has just registered by an event: ask until it knows all of them.
        await act.UntilAsync(async token =>
        {
            var answer = await package.Contractor.Api.PostAsync($"/packages/{package.Id}/invitations", new { companyIds = ids }, token);
            added += answer.Get("data").GetArrayLength();
            var unknown = answer.Get("skipped").EnumerateArray().Count(one => one.Text("reason") is not "alreadyInvited");
            return unknown is 0 ? null : $"{package}: {unknown} companies can't be invited";
        }, ct);
        return added;
    }

    private static async Task<int> BidAsync(Act act, StagedPackage package, CancellationToken ct)
    {
        var added = 0;
        foreach (var bidder in package.Invited)
        {
            if ((await bidder.Api.ListAsync("/bids", ct)).Exists(bid => bid.Id("packageId") == package.Id))
                continue;
            try
            {
                await SubmitBids.SubmitAsync(act, package, bidder, ct);
                added++;
            }
            catch (ApiException refusal) when (refusal.Code is "bid.already-submitted")
            {
                // An earlier run's, that the bidder's board does not show yet.
            }
        }
        return added;
    }

    private static DemoLogin Login(Player player) =>
        new(player.Role.Name, player.Role.Kind is CompanyKind.Contractor ? "contractor" : "subcontractor", player.Role.Person, player.Role.Email, DemoPlay.Password);
}
