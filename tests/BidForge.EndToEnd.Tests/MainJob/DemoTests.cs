using Aspire.Hosting.Testing;
using BidForge.Demo;
using BidForge.EndToEnd.Tests.Support;

namespace BidForge.EndToEnd.Tests.MainJob;

/// <summary>The whole play, with its own comparison of everything at the end, while parts of the system are killed.</summary>
public sealed class DemoTests(Marketplace marketplace, ITestOutputHelper output)
{
    private static readonly string[] Victims = ["bid", "rabbitmq", "project", "gateway", "postgres1", "notification", "redis", "auth", "postgres", "file", "analytics", "web"];

    [Fact]
    public async Task The_main_job_ends_right_although_every_process_is_killed_once()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var killing = KillOneAfterTheOtherAsync(stop.Token);
        try
        {
            var outcome = await DemoPlay.RunAsync(marketplace.App.GetEndpoint("gateway"), new Log(output), TimeProvider.System, TestContext.Current.CancellationToken);
            Compare(outcome);
        }
        finally
        {
            // Whatever came of it, the tests after this one find a system that is whole.
            await stop.CancelAsync();
            await killing;
            await marketplace.UntilHealthyAsync(TestContext.Current.CancellationToken);
        }
        Assert.Equal(Victims.Length, await killing);
    }

    private static void Compare(DemoOutcome outcome)
    {
        Assert.Equal(40, outcome.Counts.Companies);
        Assert.Equal(12, outcome.Counts.Projects);
        Assert.Equal(60, outcome.Counts.Packages);
        Assert.True(outcome.Counts.Bids >= 300, $"{outcome.Counts.Bids} bids");
    }

    private async Task<int> KillOneAfterTheOtherAsync(CancellationToken ct)
    {
        var killed = 0;
        try
        {
            foreach (var victim in Victims)
            {
                await Task.Delay(TimeSpan.FromSeconds(3), ct);
                output.WriteLine($"kill -9 {victim}");
                await marketplace.App.KillResourceAsync(victim);
                killed++;
            }
        }
        catch (OperationCanceledException)
        {
        }
        return killed;
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
