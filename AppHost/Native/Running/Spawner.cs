using System.Collections.Concurrent;
using System.Diagnostics;

namespace BidForge.AppHost.Native.Running;

/// <summary>
/// Starts processes, each in a session of its own (a terminal's Ctrl-C is for the app host only) and tied to the app host's life.
/// Linux ties a child to the thread that made it, not to the process: so all are made by one thread that never ends.
/// </summary>
internal static class Spawner
{
    private static readonly BlockingCollection<Action> Work = Start();

    public static Task<ChildProcess> StartAsync(Launch launch, LogFile log)
    {
        var result = new TaskCompletionSource<ChildProcess>(TaskCreationOptions.RunContinuationsAsynchronously);
        Work.Add(() =>
        {
            try
            {
                result.SetResult(new ChildProcess(Process.Start(Describe(launch))!, log));
            }
            catch (Exception failure)
            {
                result.SetException(failure);
            }
        });
        return result.Task;
    }

    /// <summary>Runs a short command; a failure carries what it said.</summary>
    public static async Task RunToEndAsync(Launch launch, CancellationToken cancellationToken)
    {
        using var said = new LogFile(Path.GetTempFileName());
        try
        {
            var process = await StartAsync(launch, said);
            await process.Exited.WaitAsync(cancellationToken);
            await process.OutputEnded;
            if (process.ExitCode != 0)
                throw new InvalidOperationException($"{Path.GetFileName(launch.FileName)} failed with code {process.ExitCode}: {said.ReadAll().Trim()}");
        }
        finally
        {
            File.Delete(said.FilePath);
        }
    }

    private static ProcessStartInfo Describe(Launch launch)
    {
        var start = new ProcessStartInfo("setsid")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = launch.WorkingDirectory,
        };
        start.ArgumentList.Add("setpriv");
        if (launch.User is { } user)
            foreach (var argument in new[] { "--reuid", user, "--regid", user, "--init-groups" })
                start.ArgumentList.Add(argument);
        foreach (var argument in (string[])["--pdeathsig", Signals.Name(launch.ParentDeathSignal), "--", launch.FileName, .. launch.Arguments])
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in launch.Environment)
            start.Environment[name] = value;
        return start;
    }

    private static BlockingCollection<Action> Start()
    {
        var work = new BlockingCollection<Action>();
        new Thread(() =>
        {
            foreach (var action in work.GetConsumingEnumerable())
                action();
        })
        { IsBackground = true, Name = "spawner" }.Start();
        return work;
    }
}
