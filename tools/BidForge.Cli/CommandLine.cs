using BidForge.Cli.Setup;

namespace BidForge.Cli;

/// <summary>Runs the verb that the arguments name.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(RootCommand root, string[] args)
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
            AnsiConsole.Profile.Width = 200;
        }

        VerbHelp.AddTo(root);
        var parsed = root.Parse(args);
        // The library answers a command line it does not understand with 1, which here means that work failed.
        var misunderstood = parsed.Errors.Count > 0;
        try
        {
            var code = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
            return misunderstood ? ExitCode.NotUnderstood : code;
        }
        catch (CliException failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return failure.ExitCode;
        }
    }
}
