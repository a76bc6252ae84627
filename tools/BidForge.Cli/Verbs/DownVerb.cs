using BidForge.Cli.Running;

namespace BidForge.Cli.Verbs;

internal static class DownVerb
{
    public static Command Create()
    {
        var command = new Verb("down", "Stops everything; the data stays. Also ends what a killed app host may have left.", """
            Exit codes: 0 stopped; 5 nothing was running.
            """)
        { StateFolder.Option };
        command.SetAction((parsed, cancellationToken) => RunAsync(StateFolder.From(parsed), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(StateFolder folder, CancellationToken cancellationToken)
    {
        if (folder.Read() is { } state)
        {
            await AppHostProcess.StopAsync(state, cancellationToken);
            AnsiConsole.WriteLine("Stopped. The data stays for the next ./bidforge up.");
            return ExitCode.Done;
        }

        var ended = await folder.Leftovers.EndAsync(cancellationToken);
        AnsiConsole.WriteLine(ended.Count == 0 ? "BidForge is not running." : $"Ended what a killed app host had left: {string.Join(", ", ended)}.");
        return ended.Count == 0 ? ExitCode.NotRunning : ExitCode.Done;
    }
}
