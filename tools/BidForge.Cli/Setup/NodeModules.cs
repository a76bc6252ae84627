namespace BidForge.Cli.Setup;

/// <summary>What some tests take from npm.</summary>
internal static class NodeModules
{
    public static async Task EnsureAsync(IEnumerable<string> folders, CancellationToken cancellationToken)
    {
        foreach (var folder in folders.Where(f => File.Exists(Path.Combine(f, "package.json")) && !IsThere(f)))
        {
            AnsiConsole.MarkupLineInterpolated($"[grey]npm ci in {Path.GetRelativePath(Repository.Root, folder)} ...[/]");
            var verb = File.Exists(Path.Combine(folder, "package-lock.json")) ? "ci" : "install";
            var (code, output) = await Shell.RunAsync("npm", [verb, "--no-audit", "--no-fund", "--ignore-scripts"], cancellationToken, folder);
            if (code != 0)
                throw new CliException($"{output.TrimEnd()}\nnpm {verb} failed in {folder}.", ExitCode.Missing);
        }
    }

    // npm writes this file last: a folder without it was left half done.
    private static bool IsThere(string folder) => File.Exists(Path.Combine(folder, "node_modules", ".package-lock.json"));
}
