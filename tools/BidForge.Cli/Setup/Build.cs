using System.Diagnostics;

namespace BidForge.Cli.Setup;

/// <summary>Builds release.</summary>
internal static class Build
{
    /// <param name="what">A project, folder or solution, from the repository's root.</param>
    /// <param name="show">Write what is done while it is done.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task RunAsync(string what, bool show, CancellationToken cancellationToken)
    {
        var time = Stopwatch.StartNew();
        await CompiledAhead.EnsureAsync(show, cancellationToken);
        if (show)
            AnsiConsole.MarkupLineInterpolated($"[grey]Building {what} ...[/]");
        // This tool runs the system as processes wherever it is: dotnet run --project AppHost is the way to Aspire's containers.
        var (code, output) = await Shell.RunAsync(
            Machine.Dotnet, ["build", what, "-c", "Release", "-v", "q", "-nologo", "-nodeReuse:false", "-p:UseAspire=false", "-clp:NoSummary"], cancellationToken);
        if (code != 0)
            throw new CliException($"{output.TrimEnd()}\nBidForge does not build.", ExitCode.DoesNotBuild);
        if (show)
            AnsiConsole.MarkupLineInterpolated($"[grey]Built in {time.Elapsed.TotalSeconds:0} s.[/]");
    }
}
