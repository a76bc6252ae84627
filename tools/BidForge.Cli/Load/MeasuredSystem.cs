using BidForge.Cli.Running;
using BidForge.Cli.Setup;
using BidForge.Load;

namespace BidForge.Cli.Load;

/// <summary>
/// The system that load is put on: the one that runs from a state folder that was named, or one of its own, on a free port, whose data is deleted afterwards.
/// Its servers make their data safe as in any other run: a measurement without fsync would measure something else.
/// </summary>
internal sealed class MeasuredSystem : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly AppHostProcess? host;

    private MeasuredSystem(StateFolder folder, AppHostProcess? host) => (Folder, this.host) = (folder, host);

    public StateFolder Folder { get; }

    public LoadTarget Target => LoadTargets.Of(Folder);

    /// <param name="parsed">Where --state-dir was given, that system is used, and must run.</param>
    /// <param name="settings">Of AppHost/Program.cs, for a system of its own.</param>
    /// <param name="build">Build the system first.</param>
    /// <param name="ct">Gives up, and stops what was started.</param>
    public static async Task<MeasuredSystem> OpenAsync(ParseResult parsed, string[] settings, bool build, CancellationToken ct)
    {
        if (parsed.GetResult(StateFolder.Option) is { Implicit: false })
        {
            var running = StateFolder.From(parsed);
            running.ReadOrFail();
            return new(running, null);
        }
        await Packages.EnsureAsync(Packages.ToRun, ct);
        if (build)
            await Build.RunAsync("AppHost", show: false, ct);
        var folder = new StateFolder(Path.Combine(Path.GetTempPath(), $"bidforge-load-{Guid.NewGuid():N}"));
        var host = new AppHostProcess(folder);
        await host.StartAsync(["--port", "0", .. settings], detached: false);
        var system = new MeasuredSystem(folder, host);
        try
        {
            await system.WaitUntilHealthyAsync(ct);
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (host is null)
            return;
        if (!host.HasEnded)
            await host.StopAsync();
        await Folder.Leftovers.EndAsync(CancellationToken.None);
        foreach (var path in new[] { Folder.Data, Folder.Path }.Where(Directory.Exists))
            Directory.Delete(path, recursive: true);
    }

    private async Task WaitUntilHealthyAsync(CancellationToken ct)
    {
        var giveUp = TimeProvider.System.GetUtcNow() + Patience;
        while (Folder.Read() is not { SecondsToHealthy: not null })
        {
            if (host!.HasEnded)
                throw await host.FailureAsync();
            if (TimeProvider.System.GetUtcNow() > giveUp)
                throw new CliException($"The system did not become healthy within {Patience.TotalMinutes:0} minutes; logs are in {Folder.Logs}.", ExitCode.Failed);
            await Task.Delay(200, ct);
        }
    }
}
