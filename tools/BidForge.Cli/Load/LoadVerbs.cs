using System.Globalization;
using System.Text.Json;
using BidForge.Cli.Running;
using BidForge.Demo.Api;
using BidForge.Load;
using BidForge.Load.Measuring;

namespace BidForge.Cli.Load;

/// <summary>What the verbs that put load on a system have in common.</summary>
internal static class LoadVerbs
{
    public static Option<bool> Json { get; } = new("--json") { Description = "Print the result as JSON; what happens goes to standard error." };

    public static Option<bool> NoBuild { get; } = new("--no-build") { Description = "Use what was built before." };

    public const string Where = """
        Starts a system of its own, with throw-away data, and deletes it afterwards; with --state-dir it uses the one that runs there, whose data grows.
        Figures depend on the machine and on what else it does: compare within one run.
        """;

    /// <summary>Does the work on a system and prints what came of it.</summary>
    /// <param name="work">Is told the load average of before, and where to say what happens.</param>
    public static async Task<int> RunAsync<T>(
        ParseResult parsed, string[] settings, Func<MeasuredSystem, double, Action<string>, CancellationToken, Task<T>> work, Action<T> print, Func<T, bool> good, CancellationToken ct)
    {
        var json = parsed.GetValue(Json);
        Action<string> say = json ? Console.Error.WriteLine : Console.WriteLine;
        var load = MachineFacts.Load();
        try
        {
            say("Starting");
            await using var system = await MeasuredSystem.OpenAsync(parsed, settings, !parsed.GetValue(NoBuild), ct);
            var result = await work(system, load, say, ct);
            if (json)
                Console.WriteLine(JsonSerializer.Serialize(result, SystemState.Json));
            else
                print(result);
            return good(result) ? ExitCode.Done : ExitCode.Failed;
        }
        catch (Exception failure) when (failure is LoadFailure or ApiException or HttpRequestException or IOException or Npgsql.NpgsqlException)
        {
            throw new CliException($"Nothing can be said: {failure.Message}", ExitCode.Failed);
        }
    }

    public static void Print(MachineFacts machine)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""

            {machine.Processor}, {machine.Cores} cores, {machine.MemoryGiB} GiB, Linux {machine.Kernel}; load average before: {machine.LoadBefore:0.00}{(machine.IsBusy ? " (the machine was busy)" : "")}
            {machine.DotNet}, PostgreSQL {machine.PostgreSql}, RabbitMQ {machine.RabbitMq}, Redis {machine.Redis}, BidForge {machine.Commit}
            """));
    }

    /// <summary>"bid 3.1 s, postgres1 2.9 s"</summary>
    public static string Cpu(IReadOnlyDictionary<string, double> split) =>
        string.Join(", ", split.Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Key} {part.Value:0.0} s")));
}
