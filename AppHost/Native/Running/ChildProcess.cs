using System.Diagnostics;

namespace BidForge.AppHost.Native.Running;

/// <summary>A started process; what it says goes to a log file.</summary>
internal sealed class ChildProcess
{
    private readonly Process process;

    public ChildProcess(Process process, LogFile log)
    {
        this.process = process;
        process.StandardInput.Close();
        OutputEnded = Task.WhenAll(log.PumpAsync(process.StandardOutput.BaseStream), log.PumpAsync(process.StandardError.BaseStream));
        Exited = process.WaitForExitAsync();
        StartTime = ProcessTable.StartTime(process.Id) ?? 0;
    }

    public int Pid => process.Id;

    /// <summary>Clock ticks since boot; with the pid it names a process for ever.</summary>
    public long StartTime { get; }

    /// <summary>Done when the process itself has ended, though children of it may still hold its output open.</summary>
    public Task Exited { get; }

    public Task OutputEnded { get; }

    public int ExitCode => process.ExitCode;

    /// <summary>It and its process group. Where it has only just been started, it does not lead a group yet.</summary>
    public void Kill()
    {
        Signals.SendToGroup(Pid, Signal.Kill);
        if (!Exited.IsCompleted)
            Signals.Send(Pid, Signal.Kill);
    }

    /// <summary>Asks politely, then insists; afterwards nothing of its process group is left.</summary>
    public async Task StopAsync(Signal signal, TimeSpan grace)
    {
        if (!Exited.IsCompleted)
        {
            Signals.Send(Pid, signal);
            await Task.WhenAny(Exited, Task.Delay(grace));
        }

        Kill();
        await Exited;
    }
}
