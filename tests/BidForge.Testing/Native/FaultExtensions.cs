namespace Aspire.Hosting.Testing;

/// <summary>Trouble made on purpose. Native only: Aspire's containers are harmed with the engine's own commands.</summary>
public static class FaultExtensions
{
    private static readonly string[] Marks = [" fail: ", " crit: ", " FATAL: ", " PANIC: "];

    /// <summary>Stops every replica as a clean shutdown would; it stays down until <see cref="StartResourceAsync"/>.</summary>
    public static Task StopResourceAsync(this DistributedApplication app, string name) =>
        Task.WhenAll(app.Orchestrator.InstancesOf(name).Select(i => i.StopAsync()));

    /// <summary>Stops one replica as Kubernetes does, by SIGTERM; the others go on.</summary>
    public static Task StopReplicaAsync(this DistributedApplication app, string name, int replica) => app.Orchestrator.InstancesOf(name)[replica].StopAsync();

    /// <summary>Starts a stopped replica and waits until all of them are healthy.</summary>
    public static Task StartReplicaAsync(this DistributedApplication app, string name, int replica, CancellationToken cancellationToken = default)
    {
        app.Orchestrator.InstancesOf(name)[replica].Start();
        return app.Orchestrator.WaitForHealthyAsync(name, cancellationToken);
    }

    /// <summary>Kills every replica with SIGKILL; each is started again on its port, like after any crash.</summary>
    public static Task KillResourceAsync(this DistributedApplication app, string name) =>
        Task.WhenAll(app.Orchestrator.InstancesOf(name).Select(i => i.KillAsync()));

    /// <summary>Kills every replica with SIGKILL, for good: a machine that is lost.</summary>
    public static async Task LoseResourceAsync(this DistributedApplication app, string name)
    {
        await app.KillResourceAsync(name);
        await app.StopResourceAsync(name);
    }

    /// <summary>Tells a service of a database's standby, too: whichever of both is the primary is the one that it uses.</summary>
    /// <param name="builder">Of the service.</param>
    /// <param name="database">As the service knows it: bid1.</param>
    /// <param name="port">Of the standby.</param>
    /// <param name="settings">More for the connection string.</param>
    public static IResourceBuilder<ProjectResource> WithStandby(this IResourceBuilder<ProjectResource> builder, string database, int port, string settings = "")
    {
        var name = $"ConnectionStrings__{database}";
        builder.Resource.Environment.Add(env =>
        {
            var alone = new Npgsql.NpgsqlConnectionStringBuilder(env[name]);
            alone.Host = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{alone.Host}:{alone.Port},{alone.Host}:{port}");
            alone.Remove("Port");
            env[name] = $"{alone.ConnectionString};Target Session Attributes=primary;{settings}";
        });
        return builder;
    }

    /// <summary>Starts a stopped resource and waits until it is healthy.</summary>
    public static async Task StartResourceAsync(this DistributedApplication app, string name, CancellationToken cancellationToken = default)
    {
        foreach (var instance in app.Orchestrator.InstancesOf(name))
            instance.Start();
        await app.Orchestrator.WaitForHealthyAsync(name, cancellationToken);
    }

    /// <summary>The processes of a resource, one per replica.</summary>
    public static IReadOnlyList<int> ProcessesOf(this DistributedApplication app, string name) =>
        [.. app.Orchestrator.InstancesOf(name).Select(i => i.State.Pid).OfType<int>()];

    /// <summary>Everything a resource has said so far.</summary>
    public static string LogOf(this DistributedApplication app, string name) => string.Concat(
        app.Orchestrator.InstancesOf(name).Select(i => Path.Combine(app.Orchestrator.Run.LogFolder, i.State.Name + ".log")).Where(File.Exists).Select(File.ReadAllText));

    /// <summary>The last of what went wrong, by the resources' own logs: for whoever reads why a test failed after the system is gone.</summary>
    internal static IEnumerable<string> ComplaintsOf(this DistributedApplication app) => app.Orchestrator.Instances
        .Select(i => i.State.Name)
        .SelectMany(name => LogLines(app, name).Where(IsComplaint).TakeLast(20).Select(line => $"{name}: {line}"));

    /// <summary>Where everything that it keeps lies: the servers' data, blobs, logs.</summary>
    public static IReadOnlyList<string> FoldersOf(this DistributedApplication app) =>
        [app.Orchestrator.Run.StateFolder, .. new[] { app.Orchestrator.Run.DataFolder("") }.Where(data => !data.StartsWith(app.Orchestrator.Run.StateFolder, StringComparison.Ordinal))];

    internal static Task WaitForAllHealthyAsync(this DistributedApplication app, CancellationToken cancellationToken) =>
        app.Orchestrator.WaitForAllHealthyAsync(cancellationToken);

    internal static string Problems(this DistributedApplication app) => app.Orchestrator.Problems();

    private static bool IsComplaint(string line) => Marks.Any(mark => line.Contains(mark, StringComparison.Ordinal));

    private static string[] LogLines(DistributedApplication app, string instance) =>
        Path.Combine(app.Orchestrator.Run.LogFolder, instance + ".log") is var path && File.Exists(path) ? File.ReadAllLines(path) : [];
}
