using Aspire.Hosting.ApplicationModel;

namespace BidForge.AppHost.Native.Running;

/// <summary>Where every instance's state is seen, and changes are waited for.</summary>
internal sealed class Board(Action changed)
{
    private readonly Lock gate = new();
    private TaskCompletionSource next = NewSource();

    public List<Instance> Instances { get; } = [];

    public void Changed()
    {
        lock (gate)
        {
            next.SetResult();
            next = NewSource();
        }

        changed();
    }

    public async Task WaitForHealthyAsync(IEnumerable<Resource> resources, CancellationToken cancellationToken)
    {
        var wanted = resources.ToHashSet();
        while (true)
        {
            Task change;
            lock (gate)
                change = next.Task;
            if (Instances.Where(i => wanted.Contains(i.Resource)).All(i => i.State.State is RunState.Healthy))
                return;
            await change.WaitAsync(cancellationToken);
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
