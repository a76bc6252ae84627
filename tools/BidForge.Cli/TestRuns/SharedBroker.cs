using BidForge.Cli.Running;

namespace BidForge.Cli.TestRuns;

/// <summary>
/// One RabbitMQ for all test projects that do not harm theirs, each with a virtual host of its own: a broker takes longer to start than anything else does. Projects that
/// run alone start one for themselves.
/// </summary>
internal sealed class SharedBroker : IAsyncDisposable
{
    /// <summary>Names the state folder in which test projects find it.</summary>
    public const string Variable = "BIDFORGE_TEST_BROKER";

    private readonly StateFolder folder;
    private readonly AppHostProcess process;

    private SharedBroker(StateFolder folder) => (this.folder, process) = (folder, new AppHostProcess(folder));

    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string> { [Variable] = folder.Path };

    /// <summary>Begins to start it: the projects wait for it, those that want it.</summary>
    /// <param name="parent">Takes its state folder.</param>
    /// <param name="projects">Names of test projects, which are the names of the virtual hosts.</param>
    public static async Task<SharedBroker> StartAsync(string parent, IEnumerable<string> projects)
    {
        var broker = new SharedBroker(new StateFolder(Path.Combine(parent, $"bidforge-test-{System.Environment.ProcessId}-broker")));
        await broker.process.StartAsync(["--throwaway", "true", "--port", "0", "--only", "rabbitmq", "--virtual-hosts", string.Join(',', projects)], detached: false);
        return broker;
    }

    public async ValueTask DisposeAsync() => await process.StopAsync();
}
