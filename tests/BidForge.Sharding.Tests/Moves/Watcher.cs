using System.Collections.Concurrent;
using BidForge.Sharding.Moves;

namespace BidForge.Sharding.Tests.Moves;

/// <summary>Notes where a mover has been; <paramref name="at"/> runs at each point, and may take as long as it likes.</summary>
internal sealed class Watcher(Func<string, Task>? at = null) : IMoveWatcher
{
    public ConcurrentQueue<string> Points { get; } = new();

    public ConcurrentQueue<MoveProgress> Reports { get; } = new();

    public Task ReachedAsync(Move move, string point)
    {
        Points.Enqueue(point);
        return at?.Invoke(point) ?? Task.CompletedTask;
    }

    public void Report(MoveProgress progress) => Reports.Enqueue(progress);
}

/// <summary>A mover that dies at a point: there it stops for ever, unless a test lets the ghost go on.</summary>
internal sealed class Death(string point)
{
    private readonly TaskCompletionSource died = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource goesOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Died => died.Task;

    public Watcher Watcher => new(At);

    public void LetGhostGoOn() => goesOn.SetResult();

    private async Task At(string reached)
    {
        if (reached != point)
            return;
        died.TrySetResult();
        await goesOn.Task;
    }
}
