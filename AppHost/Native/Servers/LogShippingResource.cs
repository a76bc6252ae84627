using BidForge.AppHost.Native.Running;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Carries the log that PostgreSQL servers hand over into the backups, sealed: <c>./bidforge backup ship</c> as a process of the system.</summary>
internal sealed class LogShippingResource : ProcessResource
{
    private readonly TimeProvider clock = TimeProvider.System;

    public LogShippingResource(IEnumerable<PostgresServerResource> servers) : base("backup") => WaitsFor.AddRange(servers);

    internal override string Kind => "project";

    internal override Task<Launch> PrepareAsync(RunContext run, int replica, CancellationToken cancellationToken)
    {
        var tool = Path.Combine(Path.GetDirectoryName(Repository.Output("BidForge.Cli"))!, "bidforge.dll");
        return File.Exists(tool)
            ? Task.FromResult(new Launch(Machine.Dotnet, [tool, "backup", "ship", "--every", "10", "--state-dir", run.StateFolder]) { WorkingDirectory = Repository.Root })
            : throw new FileNotFoundException($"{tool} is missing: build tools/BidForge.Cli first.", tool);
    }

    // What it has not carried for long is the sign of trouble: a full disk, a key that is gone.
    internal override Task<bool> IsHealthyAsync(RunContext run, int replica, CancellationToken cancellationToken) => Task.FromResult(
        WaitsFor.TrueForAll(server => Directory.EnumerateFiles(WalArchiving.FolderOf(run.DataFolder(server.Name)))
            .All(file => clock.GetUtcNow() - File.GetLastWriteTimeUtc(file) < TimeSpan.FromMinutes(5))));
}
