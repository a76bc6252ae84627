namespace BidForge.Cli.Running;

/// <summary>Starts the app host, and tells how it ended.</summary>
internal sealed class AppHostProcess(StateFolder folder)
{
    private ChildProcess? process;

    public string Log => Path.Combine(folder.Logs, "apphost.log");

    public bool HasEnded => process is { Exited.IsCompleted: true };

    public int ExitCode => process!.ExitCode;

    /// <param name="settings">Command-line settings of AppHost/Program.cs.</param>
    /// <param name="detached">It outlives this tool; otherwise it stops, cleanly, when this tool ends in whatever way.</param>
    public async Task StartAsync(string[] settings, bool detached)
    {
        var assembly = Repository.Output("BidForge.AppHost");
        if (!File.Exists(assembly))
            throw new CliException("BidForge has not been built yet: leave --no-build out.", Cli.ExitCode.DoesNotBuild);
        Directory.CreateDirectory(folder.Logs);
        string[] command = [Machine.Dotnet, assembly, "--state-dir", folder.Path, .. settings];
        // Detached, the app host writes to the log itself: this tool, which else carries its words there, will be gone.
        var launch = detached
            ? new Launch("/bin/sh", ["-c", "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1", "sh", Log, .. command])
            {
                WorkingDirectory = Repository.Root,
                ParentDeathSignal = Signal.None,
            }
            : new Launch(command[0], command[1..])
            {
                WorkingDirectory = Repository.Root,
                ParentDeathSignal = Signal.Terminate,
            };
        process = await Spawner.StartAsync(launch, new LogFile(Log));
    }

    /// <summary>What it said before it ended, for the person.</summary>
    public async Task<CliException> FailureAsync()
    {
        await process!.OutputEnded;
        var code = ExitCode is StartRefusedException.AlreadyRunning or StartRefusedException.PortTaken ? ExitCode : Cli.ExitCode.Failed;
        var said = LogFile.Tail(Log, 3000).TrimEnd();
        return new CliException(code == Cli.ExitCode.Failed ? $"{said}\nThe app host ended with code {ExitCode}." : said[(said.LastIndexOf('\n') + 1)..], code);
    }

    public static async Task StopAsync(SystemState state, CancellationToken cancellationToken)
    {
        Signals.Send(state.Pid, Signal.Terminate);
        while (ProcessTable.IsRunning(state.Pid, state.StartTime))
            await Task.Delay(100, cancellationToken);
    }

    public async Task StopAsync()
    {
        Signals.Send(process!.Pid, Signal.Terminate);
        await process.Exited;
    }
}
