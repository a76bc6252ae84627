using System.Diagnostics;
using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace BidForge.AppHost.Native.Running;

/// <summary>Runs a description: takes the state folder, chooses ports, starts instances, stops them from the outside in.</summary>
internal sealed class Orchestrator : IAsyncDisposable
{
    private readonly RunContext run;
    private readonly IReadOnlyList<Resource> described;
    private readonly IReadOnlyList<ProcessResource> processes;
    private readonly Board board;
    private readonly Leftovers leftovers;
    private readonly Stopwatch sinceStart = Stopwatch.StartNew();
    private readonly DateTimeOffset startedAt = TimeProvider.System.GetUtcNow();
    private readonly Lock gate = new();
    private FileStream? hold;
    private double? secondsToHealthy;

    private Orchestrator(RunContext run, IReadOnlyList<Resource> described, IReadOnlyList<ProcessResource> processes)
    {
        (this.run, this.described, this.processes) = (run, described, processes);
        board = new Board(Publish);
        leftovers = new Leftovers(Path.Combine(run.RunFolder, "pids"));
    }

    public RunContext Run => run;

    public static Orchestrator Create(DistributedApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var folder = Path.GetFullPath(configuration["state-dir"] ?? Path.Combine(Repository.Root, ".bidforge"));
        var run = new RunContext(folder, builder.Environment.EnvironmentName, configuration["throwaway"] is "true");
        foreach (var parameter in builder.Resources.OfType<ParameterResource>())
            parameter.Secrets = run.Secrets;
        var described = builder.Resources.OfType<Resource>().ToList();
        var chosen = configuration["only"] is { Length: > 0 } only ? Selection.With(described, only.Split(',')) : described;
        if (run.Archives && chosen.OfType<PostgresServerResource>().ToList() is { Count: > 0 } servers)
        {
            var shipping = new LogShippingResource(servers);
            described = [.. described, shipping];
            chosen = [.. chosen, shipping];
        }
        return new Orchestrator(run, described, [.. chosen.OfType<ProcessResource>().Where(process => process.StartsHere)]);
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        hold = Take(run.RunFolder);
        foreach (var name in await leftovers.EndAsync(cancellationToken))
            Console.WriteLine($"{name}: ended, left by a run that was killed");
        ChoosePorts();
        foreach (var process in processes)
            for (var replica = 0; replica < process.Replicas; replica++)
                board.Instances.Add(new Instance(process, replica, run, board, leftovers));
        foreach (var instance in board.Instances)
            instance.Start();
    }

    /// <summary>Stops in waves: whoever uses a resource stops before it.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var depth = Selection.Depths(described);
        foreach (var wave in board.Instances.GroupBy(i => depth[i.Resource]).OrderByDescending(g => g.Key))
            await Task.WhenAll(wave.Select(i => i.StopAsync())).WaitAsync(cancellationToken);
    }

    public Task WaitForHealthyAsync(string name, CancellationToken cancellationToken) =>
        board.WaitForHealthyAsync([Find(name).Host], cancellationToken);

    public Task WaitForAllHealthyAsync(CancellationToken cancellationToken) => board.WaitForHealthyAsync(processes, cancellationToken);

    public IReadOnlyList<Instance> Instances => board.Instances;

    /// <exception cref="InvalidOperationException">It is not started here, but shared with others: whoever wants to do something to it needs one of its own.</exception>
    public IReadOnlyList<Instance> InstancesOf(string name) => Find(name) is ProcessResource { StartsHere: false }
        ? throw new InvalidOperationException($"{name} is shared with others: none was started here.")
        : [.. board.Instances.Where(i => i.Resource == Find(name))];

    public Resource Find(string name) => described.SingleOrDefault(r => r.Name == name)
        ?? throw new ArgumentException($"No resource is named {name}.", nameof(name));

    /// <summary>What is not healthy and why, with the last that it said.</summary>
    public string Problems() => string.Join('\n', board.Instances.Select(i => i.State).Where(s => s.State is not RunState.Healthy)
        .Select(s => $"{s.Name} is {s.State}: {s.Error}\n{LogFile.Tail(Path.Combine(run.LogFolder, s.Name + ".log"), 2000)}"));

    public async ValueTask DisposeAsync()
    {
        if (hold is null)
            return;
        if (run.Throwaway)
        {
            await Task.WhenAll(board.Instances.Select(i => i.DiscardAsync()));
            await run.DeleteAsync();
        }
        else
        {
            await StopAsync(CancellationToken.None);
            File.Delete(Path.Combine(run.RunFolder, "state.json"));
        }
        await hold.DisposeAsync();
        hold = null;
    }

    /// <summary>One app host per state folder: the kernel frees the lock even of one that is killed.</summary>
    private static FileStream Take(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new StartRefusedException(
                $"BidForge is already running from {Path.GetDirectoryName(folder)}: see ./bidforge status, end it with ./bidforge down.", StartRefusedException.AlreadyRunning);
        }
    }

    private void ChoosePorts()
    {
        var taken = new HashSet<int>();
        foreach (var resource in described.OfType<ProcessResource>())
            foreach (var endpoint in resource.Endpoints)
                endpoint.Ports = [.. Enumerable.Range(0, resource.Replicas).Select(replica => ChoosePort(resource, endpoint, replica, taken))];
    }

    private int ChoosePort(ProcessResource resource, Endpoint endpoint, int replica, HashSet<int> taken)
    {
        if (endpoint.FixedPort is not > 0 || replica > 0)
            return Ports.Free(taken);
        var port = endpoint.FixedPort.Value;
        if (processes.Contains(resource) && !Ports.IsFree(port))
            throw new StartRefusedException(
                $"Port {port.ToString(CultureInfo.InvariantCulture)} for {resource.Name} is in use by another program: choose one with --port.", StartRefusedException.PortTaken);
        return port;
    }

    private void Publish()
    {
        lock (gate)
        {
            if (hold is null)
                return;
            if (secondsToHealthy is null && board.Instances.All(i => i.State.State is RunState.Healthy))
                secondsToHealthy = Math.Round(sinceStart.Elapsed.TotalSeconds, 1);
            new SystemState
            {
                Pid = Environment.ProcessId,
                StartTime = ProcessTable.StartTime(Environment.ProcessId) ?? 0,
                StartedAt = startedAt,
                SecondsToHealthy = secondsToHealthy,
                Resources = [.. processes.Select(Describe)],
            }.Write(run.RunFolder);
        }
    }

    private ResourceState Describe(ProcessResource resource)
    {
        var replicas = board.Instances.Where(i => i.Resource == resource).Select(i => i.State).ToList();
        var connections = described.OfType<IConnection>().Where(c => ((Resource)c).Host == resource).ToDictionary(c => c is PostgresDatabaseResource d ? d.DatabaseName : c.Name, c => c.ConnectionString);
        var main = resource.Endpoints.FirstOrDefault();
        return new ResourceState(
            resource.Name, resource.Kind, replicas.Min(r => r.State), main?.Url(0), main?.External ?? false, connections, replicas);
    }
}
