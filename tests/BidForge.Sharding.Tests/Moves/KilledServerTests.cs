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
        var (killedAt, starting) = (new List<string>(), Task.CompletedTask);
        // A point that is passed again after a crash does not bring the next one.
        var watcher = new Watcher(async reached =>
        {
            if (killedAt.Contains(reached, StringComparer.Ordinal))
                return;
            killedAt.Add(reached);
            // Started again at once, for whoever crashes often waits ever longer; the mover goes on meanwhile.
            await servers.App.LoseResourceAsync(server);
            starting = servers.App.StartResourceAsync(server, CancellationToken.None);
        });

        var move = await town.Mover(watcher).MoveAsync("bid0", "bid1", [1, 2], TestContext.Current.CancellationToken);
        await starting;
        await town.ReconnectAsync();

        Assert.ProperSuperset(InterruptedMoveTests.PointsOfAMove[..^1].ToHashSet(), killedAt.ToHashSet());
        Assert.Equal(MoveStep.Done, move.Step);
        Assert.Equal(before, await town.RowsAsync("bid1", 1, 2));
        Assert.Empty(await town.RowsAsync("bid0", 1, 2));
        Assert.Equal(["bid1"], await town.OwnersAsync(1));
        Assert.Equal(0, await town.LeftoversAsync());
    }
}
