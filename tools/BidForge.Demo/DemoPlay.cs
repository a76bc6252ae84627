using BidForge.Demo.Acts;
using BidForge.Demo.Api;

namespace BidForge.Demo;

/// <summary>What the play did, for programs.</summary>
public sealed record DemoCounts(
    int Companies, int Projects, int Packages, int Invitations, int Bids, int Revisions, int Withdrawals, int Opened, int Awarded, decimal AwardedAmount, int Repeats, double Seconds);

/// <summary>A login that the play leaves behind.</summary>
public sealed record DemoLogin(string Company, string Kind, string Person, string Email, string Password);

/// <summary>How the play ended.</summary>
public sealed record DemoOutcome(DemoCounts Counts, IReadOnlyList<DemoLogin> Logins);

/// <summary>
/// The main job from registration to award, played through the gateway by forty companies, then read back and compared.
/// Can be played again and again: the companies stay, the projects are new each time.
/// </summary>
public static class DemoPlay
{
    /// <summary>Of every company of the play; for machines where the demo runs, never for real ones.</summary>
    public const string Password = "plumb-level-and-square";

    /// <param name="gateway">Address of the site.</param>
    /// <param name="moveSlotOf">Moves what a package lies on to another shard and says in a line how it went; null where the shards are out of reach.</param>
    /// <exception cref="DemoFailure">Something differs from what it should be.</exception>
    /// <exception cref="ApiException">The marketplace refused what it should accept.</exception>
    public static async Task<DemoOutcome> RunAsync(
        Uri gateway, IDemoLog log, TimeProvider time, CancellationToken ct, Func<Guid, CancellationToken, Task<string>>? moveSlotOf = null)
    {
        var started = time.GetTimestamp();
        using var handler = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(2), MaxConnectionsPerServer = 32 };
        using var http = new HttpClient(handler) { BaseAddress = gateway, Timeout = TimeSpan.FromSeconds(30) };
        var world = new World();
        var act = new Act(world, http, time, log);

        log.Act(1, 11, "Companies register");
        await Register.PlayAsync(act, ct);
        log.Act(2, 11, "Contractors post projects, packages and documents");
        await PostProjects.PlayAsync(act, ct);
        log.Act(3, 11, "Contractors search the directory and invite; the invited answer");
        await Invite.PlayAsync(act, ct);
        log.Act(4, 11, "Bidders find, read and ask; contractors answer");
        await AskAndAnswer.PlayAsync(act, ct);
        log.Act(5, 11, "Early bids, then addenda");
        await SubmitBids.PlayFirstAsync(act, ct);
        await IssueAddenda.PlayAsync(act, ct);
        log.Act(6, 11, "Sealed bids come in; some are revised or withdrawn; one is too late");
        var moved = moveSlotOf?.Invoke(world.Projects.First(project => project.Role.Stage is not Cast.Stage.Bidding).Packages[0].Id, ct);
        await SubmitBids.PlayAsync(act, ct);
        if (moved is not null)
            log.Say(await moved);
        await CloseBidding.PlayAsync(act, ct);
        log.Act(7, 11, "Bids are opened");
        await OpenBids.PlayAsync(act, ct);
        log.Act(8, 11, "Bids are leveled");
        await LevelBids.PlayAsync(act, ct);
        log.Act(9, 11, "Packages are awarded");
        await Award.PlayAsync(act, ct);
        log.Act(10, 11, "Bidders verify their receipts and proofs");
        await VerifyReceipts.PlayAsync(act, ct);
        log.Act(11, 11, "Everything is read back and compared");
        await ReadBack.PlayAsync(act, ct);
        return new(Count(world, time.GetElapsedTime(started)), [.. world.Players.Select(Login)]);
    }

    private static DemoCounts Count(World world, TimeSpan elapsed)
    {
        var packages = world.Packages.ToList();
        var bids = packages.SelectMany(package => package.Bids.Values).ToList();
        return new(
            world.Players.Count, world.Projects.Count, packages.Count, packages.Sum(package => package.Invited.Count),
            bids.Count, bids.Sum(bid => bid.Revisions), bids.Count(bid => bid.Withdrawn),
            packages.Count(package => package.Project.Role.Stage is not Cast.Stage.Bidding), packages.Count(package => package.Winner is not null),
            packages.Sum(package => package.Winner?.Total ?? 0), ApiClient.Repeats, Math.Round(elapsed.TotalSeconds, 1));
    }

    private static DemoLogin Login(Player player) =>
        new(player.Role.Name, player.Role.Kind is Contracts.CompanyKind.Contractor ? "contractor" : "subcontractor", player.Role.Person, player.Role.Email, Password);
}
