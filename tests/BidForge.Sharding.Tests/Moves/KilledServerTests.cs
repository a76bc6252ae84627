using BidForge.Sharding.Moves;

namespace BidForge.Sharding.Tests.Moves;

[Collection("Moves")]
public sealed class KilledServerTests(Servers servers)
{
    [Theory]
    [InlineData("postgres")]
    [InlineData("postgres1")]
    public async Task A_move_outlives_the_crash_of_either_server_at_every_step(string server)
    {
        await using var town = await Town.BuildAsync(servers);
        await town.FillAsync("bid0", [1, 2], 100);
        var before = await town.RowsAsync("bid0", 1, 2);
        var killedAt = new List<string>();
        // A point that is passed again after a crash does not bring the next one.
        var watcher = new Watcher(async reached =>
        {
            if (killedAt.Contains(reached, StringComparer.Ordinal))
                return;
            killedAt.Add(reached);
            await servers.App.KillResourceAsync(server);
        });

        var move = await town.Mover(watcher).MoveAsync("bid0", "bid1", [1, 2], TestContext.Current.CancellationToken);

        Assert.Equal(InterruptedMoveTests.PointsOfAMove.Order(), killedAt.Order());
        Assert.Equal(MoveStep.Done, move.Step);
        await town.ReconnectAsync();
        Assert.Equal(before, await town.RowsAsync("bid1", 1, 2));
        Assert.Empty(await town.RowsAsync("bid0", 1, 2));
        Assert.Equal(["bid1"], await town.OwnersAsync(1));
        Assert.Equal(0, await town.LeftoversAsync());
    }
}
