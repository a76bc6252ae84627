namespace BidForge.Cli;

/// <summary>What the process says when it ends; listed in <c>./bidforge --help</c>.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int NotUnderstood = 2;
    public const int AlreadyRunning = StartRefusedException.AlreadyRunning;
    public const int PortTaken = StartRefusedException.PortTaken;
    public const int NotRunning = 5;
    public const int Missing = 6;
    public const int DoesNotBuild = 7;
}

/// <summary>Ends the verb with a message for the person and a code for the program.</summary>
internal sealed class CliException(string message, int exitCode) : Exception(message)
{
    public int ExitCode => exitCode;
}
