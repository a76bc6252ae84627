using BidForge.Sharding.Moves;

namespace BidForge.Sharding.Tests.Moves;

[Collection("Moves")]
public sealed class KilledServerTests(Servers servers)
{
    [Theory]
    [InlineData("subscribed", "postgres")]
    [InlineData("fenced", "postgres1")]
    [InlineData("compared for the last time", "postgres")]
    [InlineData("granted", "postgres1")]
    public async Task A_move_outlives_the_crash_of_either_server(string point, string server)
    {
        await using var town = await Town.BuildAsync(servers);
        await town.FillAsync("bid0", [1, 2], 100);
        var before = await town.RowsAsync("bid0", 1, 2);
        var killed = 0;
        var watcher = new Watcher(async reached =>
        {
            if (reached == point && Interlocked.Exchange(ref killed, 1) is 0)
                await servers.App.KillResourceAsync(server);
        });

        var move = await town.Mover(watcher).MoveAsync("bid0", "bid1", [1, 2], TestContext.Current.CancellationToken);

        Assert.Equal(1, killed);
        Assert.Equal(MoveStep.Done, move.Step);
        await town.ReconnectAsync();
        Assert.Equal(before, await town.RowsAsync("bid1", 1, 2));
        Assert.Empty(await town.RowsAsync("bid0", 1, 2));
        Assert.Equal(["bid1"], await town.OwnersAsync(1));
        Assert.Equal(0, await town.LeftoversAsync());
    }
}
