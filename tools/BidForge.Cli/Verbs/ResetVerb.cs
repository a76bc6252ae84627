using BidForge.Cli.Running;

namespace BidForge.Cli.Verbs;

internal static class ResetVerb
{
    public static Command Create()
    {
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask." };
        var command = new Verb("reset", "Deletes all data: databases, messages, files, logs, passwords. Asks first.", """
            Exit codes: 0 deleted; 1 not confirmed; 3 still running.
            """)
        { yes, StateFolder.Option };
        command.SetAction((parsed, cancellationToken) => RunAsync(StateFolder.From(parsed), parsed.GetValue(yes), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(StateFolder folder, bool yes, CancellationToken cancellationToken)
    {
        if (folder.Read() is not null)
            throw new CliException("BidForge is running: end it with ./bidforge down first.", ExitCode.AlreadyRunning);
        if (!Directory.Exists(folder.Path))
        {
            AnsiConsole.WriteLine($"Nothing is kept at {folder.Path}.");
            return ExitCode.Done;
        }

        // Only a folder that BidForge made is deleted, whatever --state-dir says.
        if (!Directory.Exists(folder.Run))
            throw new CliException($"{folder.Path} does not look like BidForge's: nothing was deleted.", ExitCode.Failed);
        if (!yes && (Console.IsInputRedirected || !AnsiConsole.Confirm($"Delete all data in {folder.Path}?", false)))
            throw new CliException("Nothing was deleted. Confirm, or give --yes.", ExitCode.Failed);

        await folder.Leftovers.EndAsync(cancellationToken);
        foreach (var path in new[] { folder.Data, folder.Path }.Where(Directory.Exists))
            Directory.Delete(path, recursive: true);
        AnsiConsole.WriteLine("Deleted.");
        return ExitCode.Done;
    }
}
