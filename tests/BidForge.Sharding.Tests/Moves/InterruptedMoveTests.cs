using BidForge.Sharding.Moves;

namespace BidForge.Sharding.Tests.Moves;

/// <summary>One town for all of the tests; each takes slots that no other does.</summary>
public sealed class SharedTown(Servers servers) : IAsyncLifetime
{
    private int taken;

    public Town Town { get; private set; } = null!;

    /// <summary>Two slots of bid0 that nobody uses.</summary>
    public int[] TakeSlots() => [Interlocked.Increment(ref taken), Interlocked.Increment(ref taken)];

    public async ValueTask InitializeAsync() => Town = await Town.BuildAsync(servers);

    public ValueTask DisposeAsync() => Town.DisposeAsync();
}

[Collection("Moves")]
public sealed class InterruptedMoveTests(SharedTown shared) : IClassFixture<SharedTown>
{
    private readonly Town town = shared.Town;
    private readonly int[] slots = shared.TakeSlots();

    internal static readonly string[] PointsOfAMove =
    [
        "begun", "target held", "published", "changes kept", "subscribed", "copied", "compared", "source held", "fencing", "fenced",
        "compared for the last time", "granted", "mapped", "target released", "unsubscribed", "unpublished", "source cleaned", "done",
    ];

    public static TheoryData<string> BeforeTheEnd => [.. PointsOfAMove[..^1]];

    public static TheoryData<string> BeforeTheDecision => ["target held", "subscribed", "compared", "source held", "fenced"];

    [Fact]
    public async Task A_move_passes_the_points_at_which_these_tests_kill_it()
    {
        var watcher = new Watcher();
        await town.Mover(watcher).MoveAsync("bid0", "bid1", slots, TestContext.Current.CancellationToken);
        Assert.Equal(PointsOfAMove, watcher.Points);
    }

    [Theory]
    [MemberData(nameof(BeforeTheEnd))]
    public async Task A_move_whose_mover_was_killed_is_gone_on_with_and_its_ghost_does_no_harm(string point)
    {
        await town.FillAsync("bid0", slots, 20);
        var before = await town.RowsAsync("bid0", slots);
        var (death, ghost) = await KilledAsync(point);

        var move = await town.Mover().ResumeAsync(TestContext.Current.CancellationToken);

        Assert.Equal(MoveStep.Done, move.Step);
        await AssertMovedAsync(before);

        death.LetGhostGoOn();
        await Record.ExceptionAsync(() => ghost);
        await AssertMovedAsync(before);
    }

    [Theory]
    [MemberData(nameof(BeforeTheDecision))]
    public async Task A_move_is_given_up_where_its_mover_was_killed_and_its_ghost_does_no_harm(string point)
    {
        await town.FillAsync("bid0", slots, 20);
        var before = await town.RowsAsync("bid0", slots);
        var (death, ghost) = await KilledAsync(point);

        var move = await town.Mover().AbortAsync(TestContext.Current.CancellationToken);

        Assert.Equal(MoveStep.Aborted, move.Step);
        await AssertStayedAsync(before);

        death.LetGhostGoOn();
        await Record.ExceptionAsync(() => ghost);
        await AssertStayedAsync(before);
    }

    [Fact]
    public async Task A_decided_move_can_not_be_given_up()
    {
        await KilledAsync("granted");
        await Assert.ThrowsAsync<MoveException>(() => town.Mover().AbortAsync(TestContext.Current.CancellationToken));
        await town.Mover().ResumeAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_second_mover_is_refused_and_so_is_another_move_before_this_one_is_finished()
    {
        var death = new Death("copied");
        var first = town.Mover(death.Watcher).MoveAsync("bid0", "bid1", slots, default);
        await death.Died;
        await Assert.ThrowsAsync<MoverBusyException>(() => town.Mover().ResumeAsync(TestContext.Current.CancellationToken));
        death.LetGhostGoOn();
        await first;

        await KilledAsync("subscribed", shared.TakeSlots());
        await Assert.ThrowsAsync<MoveException>(() => town.Mover().MoveAsync("bid0", "bid1", shared.TakeSlots(), TestContext.Current.CancellationToken));
        await town.Mover().AbortAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A mover that is killed at the point, with the task that it would still end if it were let.</summary>
    private async Task<(Death Death, Task Ghost)> KilledAsync(string point, int[]? moving = null)
    {
        var death = new Death(point);
        var ghost = town.Mover(death.Watcher, new() { Patience = TimeSpan.Zero, LongestPause = TimeSpan.FromMinutes(1) }, "killed").MoveAsync("bid0", "bid1", moving ?? slots, default);
        await await Task.WhenAny(death.Died, ghost);
        await town.KillAsync("killed");
        return (death, ghost);
    }

    private async Task AssertMovedAsync(List<string> rows)
    {
        Assert.Equal(rows, await town.RowsAsync("bid1", slots));
        Assert.Empty(await town.RowsAsync("bid0", slots));
        Assert.Equal(["bid1"], await town.OwnersAsync(slots[0]));
        Assert.Equal("bid1", await town.MappedAsync(slots[0]));
        Assert.Equal(0, await town.LeftoversAsync());
    }

    private async Task AssertStayedAsync(List<string> rows)
    {
        Assert.Equal(rows, await town.RowsAsync("bid0", slots));
        Assert.Empty(await town.RowsAsync("bid1", slots));
        Assert.Equal(["bid0"], await town.OwnersAsync(slots[0]));
        Assert.Equal("bid0", await town.MappedAsync(slots[0]));
        Assert.Equal(0, await town.LeftoversAsync());
    }
}
