using BidForge.Cli.Running;

namespace BidForge.Cli.Verbs;

internal static class LogsVerb
{
    public static Command Create()
    {
        var name = new Argument<string?>("name") { Description = "A resource or one replica of it; all when left out.", Arity = ArgumentArity.ZeroOrOne };
        var follow = new Option<bool>("--follow", "-f") { Description = "Keep printing what is added, until Ctrl-C." };
        var lines = new Option<int>("--lines", "-n") { Description = "How many of the last lines of each.", DefaultValueFactory = _ => 50 };
        var command = new Verb("logs", "Prints logs; also of a BidForge that has stopped.", """
            Exit codes: 0 printed; 1 there is no such log.
            """)
        { name, follow, lines, StateFolder.Option };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            StateFolder.From(parsed), parsed.GetValue(name), parsed.GetValue(follow), parsed.GetValue(lines), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(StateFolder folder, string? name, bool follow, int lines, CancellationToken cancellationToken)
    {
        var all = Directory.Exists(folder.Logs) ? Directory.GetFiles(folder.Logs, "*.log").Order().ToList() : [];
        var chosen = all.Where(p => name is null || Named(p) == name || Named(p).StartsWith(name + "-", StringComparison.Ordinal)).ToList();
        if (chosen.Count == 0)
            throw new CliException(
                name is null ? $"No logs in {folder.Logs}." : $"No log of {name}. There are: {string.Join(", ", all.Select(Named))}.", ExitCode.Failed);
        var tails = chosen.Select(path => new LogTail(path, chosen.Count > 1 ? Named(path) + " | " : "")).ToList();
        foreach (var tail in tails)
            tail.PrintLast(lines);
        while (follow && !cancellationToken.IsCancellationRequested)
        {
            foreach (var tail in tails)
                tail.PrintNew();
            await Task.Delay(250, cancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);
        }

        return ExitCode.Done;
    }

    private static string Named(string path) => Path.GetFileNameWithoutExtension(path);
}
