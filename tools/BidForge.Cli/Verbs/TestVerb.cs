using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using BidForge.Cli.Load;
using BidForge.Cli.Running;
using BidForge.Cli.Setup;
using BidForge.Cli.TestRuns;

namespace BidForge.Cli.Verbs;

internal static class TestVerb
{
    /// <summary>A part of a test's time is waiting, for servers and for deadlines: two at once keep two cores busy. With three nothing ends sooner.</summary>
    private const int SideBySide = 2;

    /// <summary>
    /// Those that mostly wait, for servers and outages, run beside the longest, which leaves them enough of the processor; then those that work, the short ones last, so
    /// that none is alone at the end.
    /// </summary>
    private static readonly string[] Order =
        ["EndToEnd", "AppHost", "Messaging", "Failover", "Sharding", "Bids", "Monitoring", "Kubernetes", "Notifications", "Projects", "Files", "Auth", "Backups", "Gateway", "Analytics", "Web"];

    public static Command Create()
    {
        var filter = new Option<string?>("--filter") { Description = "Only test projects with this in their name, such as Bids." };
        var method = new Option<string?>("--method") { Description = "Only tests with this name; * stands for anything: '*late*'." };
        var noBuild = new Option<bool>("--no-build") { Description = "Test what was built before." };
        var json = new Option<bool>("--json") { Description = "Print the results as JSON instead of progress." };
        var parallel = Numbers.Option("--parallel", "How many test projects run at once.", SideBySide, 1, 64);
        var command = new Verb("test", "Sets up what is missing, builds release, runs every test project under tests/, two at a time.", """
            The last line is "N passed, N failed, N skipped". Results and logs are in artifacts/test-results.
            Exit codes: 0 all passed; 1 a test failed, a project crashed, or no test ran; 6 a package is missing; 7 does not build.
            """)
        { filter, method, noBuild, parallel, json };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetValue(filter), parsed.GetValue(method), parsed.GetValue(noBuild), parsed.GetValue(parallel), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string? filter, string? method, bool noBuild, int parallel, bool json, CancellationToken cancellationToken)
    {
        var console = AnsiConsole.Console;
        var time = Stopwatch.StartNew();
        var projects = TestProject.All().Where(p => filter is null || p.Name.Contains(filter, StringComparison.OrdinalIgnoreCase))
            .OrderBy(p => Array.FindIndex(Order, name => p.Name == $"BidForge.{name}.Tests") is var place and >= 0 ? place : Order.Length)
            .ThenBy(p => p.Name, StringComparer.Ordinal).ToList();
        await Packages.EnsureAsync(Packages.ToTest, cancellationToken);
        await NodeModules.EnsureAsync([.. projects.Select(p => p.Folder), Path.Combine(Repository.Root, "tests", "BidForge.Testing")], cancellationToken);
        Kubectl.Ensure(projects.Select(p => p.Folder));
        if (!noBuild)
            await Build.RunAsync("BidForge.sln", !json, cancellationToken);

        var ready = time.Elapsed;
        using var scratch = new Scratch();
        await using var broker = projects.Count > SideBySide ? await SharedBroker.StartAsync(scratch.Folder, projects.Select(project => project.Name)) : null;
        var environment = scratch.Environment.Concat(broker?.Environment ?? new Dictionary<string, string>()).ToDictionary();
        var results = new List<ProjectResult>();
        var lanes = new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(projects, lanes, async (project, token) =>
        {
            var result = await project.RunAsync(Path.Combine(Repository.Root, "artifacts", "test-results"), method, environment, token);
            lock (results)
            {
                results.Add(result);
                if (!json)
                    Print(console, result);
            }
        });

        var (passed, failed, skipped) = (results.Sum(r => r.Passed), results.Sum(r => r.Failed), results.Sum(r => r.Skipped));
        if (json)
            Console.WriteLine(JsonSerializer.Serialize(new { passed, failed, skipped, seconds = Math.Round(time.Elapsed.TotalSeconds), projects = results }, SystemState.Json));
        else
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{results.Count} projects in {time.Elapsed - ready:mm\\:ss}, after {ready:mm\\:ss} of setting up\n{passed} passed, {failed} failed, {skipped} skipped"));
        return results.All(r => r.IsGreen) && passed > 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static void Print(IAnsiConsole console, ProjectResult result)
    {
        var counts = string.Create(
            CultureInfo.InvariantCulture, $"{result.Passed} passed, {result.Failed} failed, {result.Skipped} skipped, {result.Duration.TotalSeconds:0.0} s");
        console.MarkupLine($"[grey]{Markup.Escape(result.Project)}[/] [{(result.IsGreen ? "green" : "red")}]{counts}[/]");
        foreach (var failure in result.Failures)
            console.WriteLine($"  failed: {failure.Test}\n    {failure.Message.Replace("\n", "\n    ", StringComparison.Ordinal)}");
        if (result.Crash is { } crash)
            console.WriteLine($"  {result.Project} {crash}");
        if (!result.IsGreen)
            console.WriteLine($"  the end of its log:\n{LogFile.Tail(result.Log, 8000)}");
    }
}
