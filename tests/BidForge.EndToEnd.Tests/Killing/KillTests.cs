using Aspire.Hosting.Testing;
using BidForge.Demo;
using BidForge.EndToEnd.Tests.Support;
using BidForge.Load.Faults;

namespace BidForge.EndToEnd.Tests.Killing;

/// <summary>The whole play, with its own comparison of everything at the end, and beside it bids at an even rate, while every part of the system is killed.</summary>
public sealed class KillTests(Marketplace marketplace, ITestOutputHelper output)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_main_job_ends_right_and_nothing_acknowledged_is_lost_or_doubled_although_every_process_is_killed_once()
    {
        var plan = new FaultsPlan(Rounds: 1, Rate: 6, Marketplace.Parts, TimeSpan.FromSeconds(3));
        await marketplace.UntilHealthyAsync(Cancel);
        var target = new FaultsTarget(await marketplace.TargetAsync(Cancel), marketplace.UntilHealthyAsync);
        try
        {
            var bidding = FaultsRun.RunAsync(target, plan, output.WriteLine, Cancel);
            var playing = DemoPlay.RunAsync(marketplace.Gateway, new Log(output), TimeProvider.System, Cancel);
            await Task.WhenAny(bidding, playing);
            // So far one replica of it has been killed, and the other went on: now both, at once.
            await marketplace.App.KillResourceAsync("bid");
            await Task.WhenAll(bidding, playing);
            Compare(await bidding, plan);
            Compare((await playing).Counts);
        }
        finally
        {
            // Whatever came of it, the tests after this one find a system that is whole.
            await marketplace.UntilHealthyAsync(Cancel);
        }
    }

    private static void Compare(FaultsResult bids, FaultsPlan plan)
    {
        Assert.True(bids.IsGood, FaultsRun.Words(bids.Total));
        Assert.True(bids.Total.Acknowledged >= 20, FaultsRun.Words(bids.Total));
        Assert.Equal(0, bids.Total.Unanswered);
        Assert.Equal(plan.Victims.Count, bids.Rounds[0].Kills.Count);
        Assert.DoesNotContain(bids.Total.Odd.Keys, answer => answer.StartsWith("500", StringComparison.Ordinal));
    }

    private static void Compare(DemoCounts play)
    {
        Assert.Equal((40, 12, 60), (play.Companies, play.Projects, play.Packages));
        Assert.True(play.Bids >= 300, $"{play.Bids} bids");
    }

    private sealed class Log(ITestOutputHelper output) : IDemoLog
    {
        public void Act(int number, int of, string title) => output.WriteLine($"{number}/{of} {title}");

        public void Progress(int done, int of)
        {
        }

        public void Say(string line) => output.WriteLine("     " + line);
    }
}
