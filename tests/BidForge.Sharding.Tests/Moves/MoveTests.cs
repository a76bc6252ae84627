using BidForge.Sharding.Moves;

namespace BidForge.Sharding.Tests.Moves;

[Collection("Moves")]
public sealed class MoveTests(Servers servers)
{
    private static readonly int[] Moving = [3, 4, 9];

    [Fact]
    public async Task A_move_takes_every_row_of_its_slots_and_no_other()
    {
        await using var town = await Town.BuildAsync(servers);
        await town.FillAsync("bid0", [3, 4, 9, 10], 50);
        var (before, stays) = (await town.RowsAsync("bid0", Moving), await town.RowsAsync("bid0", 10));
        var watcher = new Watcher();

        var move = await town.Mover(watcher).MoveAsync("bid0", "bid1", Moving, TestContext.Current.CancellationToken);

        Assert.Equal(MoveStep.Done, move.Step);
        Assert.Equal(before, await town.RowsAsync("bid1", Moving));
        Assert.Equal(before.Count, move.Rows);
        Assert.True(move.Bytes > before.Count * 10);
        Assert.True(move.PauseMilliseconds > 0);
        Assert.Empty(await town.RowsAsync("bid0", Moving));
        Assert.Equal(stays, await town.RowsAsync("bid0", 10));
        Assert.Empty(await town.RowsAsync("bid1", 10));
        foreach (var slot in Moving)
            Assert.Equal(["bid1"], await town.OwnersAsync(slot));
        Assert.Equal(["bid0"], await town.OwnersAsync(10));
        Assert.Equal("bid1", await town.MappedAsync(3));
        Assert.Equal(0, await town.LeftoversAsync());
        Assert.Contains(watcher.Reports, report => report is { Step: MoveStep.Copying, Total: 600 });
    }

    [Fact]
    public async Task A_write_that_takes_too_long_makes_the_move_wait_and_not_the_bidders()
    {
        await using var town = await Town.BuildAsync(servers);
        await town.FillAsync("bid0", Moving, 5);
        var watcher = new Watcher();
        await using (var writer = await town.Shards.Find("bid0")!.Source.OpenConnectionAsync(TestContext.Current.CancellationToken))
        {
            await using var writing = await writer.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await writer.ExecuteAsync("select assert_slot(4::smallint, true)", TestContext.Current.CancellationToken);
            var patience = new MoveOptions { LongestPause = TimeSpan.FromMilliseconds(300), Attempts = 2 };
            await Assert.ThrowsAsync<MoveException>(() => town.Mover(watcher, patience).MoveAsync("bid0", "bid1", Moving, TestContext.Current.CancellationToken));
        }

        Assert.Equal(2, watcher.Points.Count(point => point is "reopened"));
        foreach (var slot in Moving)
            Assert.Equal(["bid0"], await town.OwnersAsync(slot));
        var move = await town.Mover().ResumeAsync(TestContext.Current.CancellationToken);
        Assert.Equal((MoveStep.Done, 3), (move.Step, move.Fences));
        Assert.Equal(["bid1"], await town.OwnersAsync(4));
    }

    [Fact]
    public async Task A_row_that_differs_on_the_target_stops_the_move()
    {
        await using var town = await Town.BuildAsync(servers);
        await town.FillAsync("bid0", Moving, 5);
        var before = await town.RowsAsync("bid0", Moving);
        var watcher = new Watcher(point => point is "copied"
            ? town.Shards.Find("bid1")!.Source.ExecuteAsync("update things set size = size + 0.01 where slot = 9 and owner = 'owner 3'", default)
            : Task.CompletedTask);

        var stopped = await Assert.ThrowsAsync<MoveException>(() => town.Mover(watcher).MoveAsync("bid0", "bid1", Moving, TestContext.Current.CancellationToken));

        Assert.Contains("in things.", stopped.Message, StringComparison.Ordinal);
        await town.Mover().AbortAsync(TestContext.Current.CancellationToken);
        Assert.Equal(before, await town.RowsAsync("bid0", Moving));
        Assert.Empty(await town.RowsAsync("bid1", Moving));
        Assert.Equal(0, await town.LeftoversAsync());
    }

    [Fact]
    public async Task Events_that_wait_move_with_their_slot_and_are_published_by_one_shard_only()
    {
        await using var town = await Town.BuildAsync(servers);
        await town.FillAsync("bid0", Moving, 5);
        var seen = new List<(string Point, long Source, long Target)>();
        var watcher = new Watcher(async point => seen.Add((point, await PublishableAsync("bid0"), await PublishableAsync("bid1"))));
        await town.Mover(watcher).MoveAsync("bid0", "bid1", Moving, TestContext.Current.CancellationToken);

        Assert.All(seen, at => Assert.True(at.Source is 0 || at.Target is 0, $"{at.Point}: {at.Source} on the source, {at.Target} on the target"));
        Assert.Equal(("done", 0L, 15L), seen[^1]);
        Assert.Equal((15L, 0L), seen.Where(at => at.Point is "compared").Select(at => (at.Source, at.Target)).Single());

        Task<long> PublishableAsync(string shard) => town.Shards.Find(shard)!.Source.ScalarAsync<long>(
            $"select count(*) from outbox where {Fences.HeldSlots.Guard.Condition}", TestContext.Current.CancellationToken);
    }
}
