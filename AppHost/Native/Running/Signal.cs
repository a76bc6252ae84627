using System.Runtime.InteropServices;

namespace BidForge.AppHost.Native.Running;

/// <summary>The POSIX signals in use, by their numbers on Linux.</summary>
internal enum Signal
{
    None = 0,
    Interrupt = 2,
    Quit = 3,
    Kill = 9,
    Terminate = 15,
}

internal static class Signals
{
    public static void Send(int pid, Signal signal) => _ = Kill(pid, (int)signal);

    /// <summary>Every process of the group; the processes started here each lead one.</summary>
    public static void SendToGroup(int pid, Signal signal) => _ = Kill(-pid, (int)signal);

    public static string Name(Signal signal) => signal switch
    {
        Signal.None => "clear",
        Signal.Interrupt => "INT",
        Signal.Quit => "QUIT",
        Signal.Kill => "KILL",
        Signal.Terminate => "TERM",
        _ => throw new ArgumentOutOfRangeException(nameof(signal)),
    };

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int pid, int signal);
}
