using BidForge.EndToEnd.Tests.Support;
using BidForge.Load.Faults;

namespace BidForge.EndToEnd.Tests.Killing;

public sealed class KillTests(Marketplace marketplace, ITestOutputHelper output)
{
    [Fact]
    public async Task Nothing_acknowledged_is_lost_or_doubled_when_servers_and_services_are_killed_while_bids_come_in()
    {
        var ct = TestContext.Current.CancellationToken;
        var plan = new FaultsPlan(Rounds: 1, Rate: 15, ["postgres1", "rabbitmq", "bid", "redis", "gateway", "postgres"], TimeSpan.FromSeconds(2));
        await marketplace.UntilHealthyAsync(ct);
        var target = new FaultsTarget(await marketplace.TargetAsync(ct), marketplace.UntilHealthyAsync);

        var result = await FaultsRun.RunAsync(target, plan, output.WriteLine, ct);

        Assert.True(result.IsGood, FaultsRun.Words(result.Total));
        Assert.True(result.Total.Acknowledged >= 20, FaultsRun.Words(result.Total));
        Assert.Equal(0, result.Total.Unanswered);
        Assert.Equal(plan.Victims.Count, result.Rounds[0].Kills.Count);
        Assert.DoesNotContain(result.Total.Odd.Keys, answer => answer.StartsWith("500", StringComparison.Ordinal));
    }
}
