namespace BidForge.AppHost.Native.Running;

/// <summary>The application cannot start here and now, in words for the person who started it.</summary>
internal sealed class StartRefusedException(string message, int exitCode) : Exception(message)
{
    public const int AlreadyRunning = 3;
    public const int PortTaken = 4;

    public int ExitCode => exitCode;
}
