using BidForge.AppHost.Native.Running;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What every resource has: a name, and the resources that must be healthy before it starts.</summary>
public abstract class Resource(string name) : IResource
{
    public string Name { get; } = name;

    internal List<Resource> WaitsFor { get; } = [];

    /// <summary>Resources whose address or connection string this one is handed.</summary>
    internal List<Resource> References { get; } = [];

    /// <summary>The resource whose process this one lives in: its server for a database, itself otherwise.</summary>
    internal virtual Resource Host => this;
}

/// <summary>A resource that runs as one process, or as several alike.</summary>
public abstract class ProcessResource(string name) : Resource(name), IResourceWithEndpoints, IResourceWithEnvironment, IResourceWithWaitSupport
{
    internal abstract string Kind { get; }

    internal int Replicas { get; set; } = 1;

    /// <summary>False when it runs already, for others besides, and is only used.</summary>
    internal virtual bool StartsHere => true;

    internal List<Endpoint> Endpoints { get; } = [];

    internal List<Action<IDictionary<string, string>>> Environment { get; } = [];

    /// <summary>Asks the process to stop by itself; SIGKILL follows after <see cref="Grace"/>.</summary>
    internal virtual Signal StopSignal => Signal.Terminate;

    /// <summary>Ends the process when its data is thrown away with it.</summary>
    internal virtual Signal DiscardSignal => Signal.Kill;

    internal virtual TimeSpan Grace => TimeSpan.FromSeconds(15);

    /// <summary>Makes ready what a start needs (data folder, configuration) and says what to run.</summary>
    internal abstract Task<Launch> PrepareAsync(RunContext run, int replica, CancellationToken cancellationToken);

    /// <summary>True when the process answers as it should; any exception counts as false.</summary>
    internal abstract Task<bool> IsHealthyAsync(RunContext run, int replica, CancellationToken cancellationToken);

    /// <summary>Runs after each start, once the process answers and before others may rely on it.</summary>
    internal virtual Task AfterStartAsync(RunContext run, CancellationToken cancellationToken) => Task.CompletedTask;

    internal Endpoint Endpoint(string endpointName) => Endpoints.SingleOrDefault(e => e.Name == endpointName)
        ?? throw new InvalidOperationException($"{Name} has no endpoint named {endpointName}.");
}
