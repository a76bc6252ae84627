using System.Collections.Concurrent;
using System.Text.Json;
using BidForge.Demo.Api;
using BidForge.Testing.Marketplace;

namespace BidForge.Failover.Tests;

/// <summary>The primary is lost for good while bids come in, and the standby takes its place.</summary>
public sealed class PromotionTests : IClassFixture<FollowedSystem>
{
    private readonly FollowedSystem system;

    public PromotionTests(FollowedSystem system) => this.system = system;

    [Fact]
    public async Task No_acknowledged_bid_is_lost_and_services_find_the_new_primary_by_themselves()
    {
        var ct = TestContext.Current.CancellationToken;
        var project = await system.ProjectAsync(ct);
        var bidders = new List<(Company Company, Guid Bid)> { (project.Bidder, project.BidId) };
        for (var more = 0; more < 3; more++)
        {
            var company = await Company.RegisterAsync(system.Gateway, "subcontractor", ct);
            await SealedProject.InviteAsync(project.Contractor, project.PackageId, company, ct);
            bidders.Add((company, (await SealedProject.SubmitAsync(company, project.PackageId, project.LineId, 10m + more, ct)).Get("bid").Id()));
        }

        var acknowledged = new ConcurrentBag<(Guid Bid, int Revision, string Hash, bool After)>();
        var (lost, enough) = (false, new TaskCompletionSource());
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var revising = bidders.ConvertAll(bidder => Task.Run(async () =>
        {
            for (var revision = 2; !stop.IsCancellationRequested; revision++)
            {
                // Sent with one key until it is answered, whatever breaks.
                var answer = await bidder.Company.Api.PutAsync($"/bids/{bidder.Bid}", SealedProject.Bid(project.LineId, 20m + revision), ct, revision - 1);
                var receipt = answer.Get("receipt").Get("receipt");
                acknowledged.Add((bidder.Bid, receipt.Number("revision"), receipt.Text("documentHash"), Volatile.Read(ref lost)));
                if (acknowledged.Count > 100) enough.TrySetResult();
            }
        }, ct));

        await enough.Task.WaitAsync(Eventually.Patience, ct);
        await system.App.LoseResourceAsync("postgres1");
        Volatile.Write(ref lost, true);
        await system.Standby.PromoteAsync(ct);
        await Eventually.TrueAsync(async () =>
        {
            // Whoever was refused for good bids no more: that is what went wrong, and not the waiting.
            if (revising.Find(bidding => bidding.IsFaulted) is { } refused)
                await refused;
            return acknowledged.Where(act => act.After).Select(act => act.Bid).Distinct().Count() == bidders.Count && acknowledged.Count(act => act.After) > 40;
        }, "everybody's bids are acknowledged by the new primary", ct);
        await stop.CancelAsync();
        await Task.WhenAll(revising);

        var kept = new HashSet<(Guid, int, string)>();
        await using var promoted = system.OnStandby();
        await using var command = promoted.CreateCommand("select bid_id, revision, encode(document_hash, 'hex') from bid_revisions where package_id = $1");
        command.Parameters.Add(new() { Value = project.PackageId });
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
            kept.Add((rows.GetGuid(0), rows.GetInt32(1), rows.GetString(2)));
        Assert.DoesNotContain(acknowledged, act => !kept.Contains((act.Bid, act.Revision, act.Hash)));
        // Each revision once: none was carried out twice under its key, for the next would have been refused as stale.
        Assert.Equal(kept.Count, kept.Select(act => (act.Item1, act.Item2)).Distinct().Count());
    }
}
