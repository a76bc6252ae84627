using System.Diagnostics;

namespace BidForge.Cli.TestRuns;

/// <summary>One test project: a program that runs its tests and writes down how each went.</summary>
internal sealed class TestProject(string projectFile)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(25);

    /// <summary>
    /// A process of a test lives for a minute or a few: most of what it would compile again to run faster has no time to pay. And it is one of many on few cores: a
    /// worker with nothing to do sleeps at once instead of spinning.
    /// </summary>
    private static readonly Dictionary<string, string> Hurried = new()
    {
        ["DOTNET_TieredPGO"] = "0", ["DOTNET_TC_CallCountThreshold"] = "400", ["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0",
    };

    public string Name { get; } = Path.GetFileNameWithoutExtension(projectFile);

    public string Folder { get; } = Path.GetDirectoryName(projectFile)!;

    public static IReadOnlyList<TestProject> All() =>
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "tests"), "*.Tests.csproj", SearchOption.AllDirectories)
            .Where(p => !p.Contains("/node_modules/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(p => new TestProject(p))];

    /// <param name="resultFolder">Takes its results and its log.</param>
    /// <param name="method">Only tests with this name.</param>
    /// <param name="environment">More for its environment.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<ProjectResult> RunAsync(string resultFolder, string? method, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(resultFolder);
        var results = Path.Combine(resultFolder, Name + ".trx");
        File.Delete(results);
        string[] arguments = [Repository.Output(Name), "-trx", results, "-noLogo", "-noColor", .. method is null ? [] : new[] { "-method", method }];
        var time = Stopwatch.StartNew();
        // The log is this run's only: what a project says is long, and asked for when it fails.
        var logPath = Path.Combine(resultFolder, Name + ".log");
        File.Delete(logPath);
        using var log = new LogFile(logPath);
        var process = await Spawner.StartAsync(new Launch(Machine.Dotnet, arguments) { WorkingDirectory = Folder, ParentDeathSignal = Signal.Kill, Environment = Hurried.Concat(environment).ToDictionary() }, log);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            await process.Exited.WaitAsync(limit.Token);
            await Task.WhenAny(process.OutputEnded, Task.Delay(2000, CancellationToken.None));
        }
        catch (OperationCanceledException)
        {
            await process.StopAsync(Signal.Interrupt, TimeSpan.FromSeconds(10));
            cancellationToken.ThrowIfCancellationRequested();
            return ProjectResult.Crashed(Name, time.Elapsed, $"ran longer than {Limit.TotalMinutes:0} minutes and was ended", logPath);
        }

        return File.Exists(results)
            ? ProjectResult.Read(Name, time.Elapsed, results, process.ExitCode, logPath)
            : ProjectResult.Crashed(Name, time.Elapsed, $"ended with code {process.ExitCode} and without results", logPath);
    }
}
