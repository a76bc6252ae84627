using System.Globalization;
using BidForge.Cli.Load;
using BidForge.Cli.Running;
using BidForge.Load.Faults;

namespace BidForge.Cli.Verbs;

internal static class FaultsVerb
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static Command Create()
    {
        var rounds = Numbers.Option("--rounds", "How often every victim is killed.", 1, 1, 10_000);
        var rate = Numbers.Option("--rate", "Bids a second.", 200, 1, 5000);
        var gap = Numbers.Option("--gap", "Seconds from one kill to the next.", 4, 1, 60);
        var only = new Option<string?>("--only") { Description = "Victims, comma-separated; every server and service but mail when left out." };
        var command = new Verb("faults", "Kills parts of the system (kill -9) in random order while bids come in, and looks for everything that was acknowledged.", $"""
            Each client sends again, with the same key, until it has an answer, and writes down what it was told. At the end packages are opened and everything is compared:
            bids, revisions, and what events must have brought about in notifications, analytics and on boards.
            {LoadVerbs.Where} Its own system has two replicas of the bid service, which also relay its events; one of them is killed.
            Exit codes: 0 nothing lost, duplicated, late; no event lost or doubled; 1 something was; 5 not running.
            """)
        { rounds, rate, gap, only, LoadVerbs.Json, LoadVerbs.NoBuild, StateFolder.Option };
        command.SetAction((parsed, ct) => LoadVerbs.RunAsync(
            parsed, ["--bid-replicas", "2"],
            (system, _, say, token) => FaultsRun.RunAsync(
                new(system.Target, until => HealthyAsync(system.Folder, until)),
                new(parsed.GetValue(rounds), parsed.GetValue(rate), Victims(system.Folder, parsed.GetValue(only)), TimeSpan.FromSeconds(parsed.GetValue(gap))),
                say, token),
            Print, result => result.IsGood, ct));
        return command;
    }

    private static IReadOnlyList<string> Victims(StateFolder folder, string? only)
    {
        var parts = folder.ReadOrFail().Resources.Select(resource => resource.Name).ToList();
        if (only is null)
            return [.. parts.Where(part => part is not "mail")];
        var chosen = only.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return chosen.Length > 0 && chosen.All(parts.Contains)
            ? chosen
            : throw new CliException($"--only takes some of {string.Join(',', parts)}.", ExitCode.NotUnderstood);
    }

    private static async Task HealthyAsync(StateFolder folder, CancellationToken ct)
    {
        var giveUp = TimeProvider.System.GetUtcNow() + Patience;
        while (folder.ReadOrFail().Resources.Where(resource => resource.State is not RunState.Healthy).Select(resource => resource.Name).ToList() is { Count: > 0 } ill)
        {
            if (TimeProvider.System.GetUtcNow() > giveUp)
                throw new CliException($"Not healthy again after {Patience.TotalMinutes:0} minutes: {string.Join(", ", ill)}.", ExitCode.Failed);
            await Task.Delay(500, ct);
        }
    }

    private static void Print(FaultsResult result)
    {
        var count = result.Total;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""

            attempts       {count.Attempts,9}
            acknowledged   {count.Acknowledged,9}
            refused, late  {count.Refused,9}
            unanswered     {count.Unanswered,9}
            lost           {count.Lost,9}
            duplicated     {count.Duplicated,9}
            late           {count.Late,9}
            events lost    {count.EventsLost,9}  of {count.Events}
            events doubled {count.EventsDoubled,9}
            """));
        foreach (var odd in count.Odd)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"answered {odd.Key}: {odd.Value}"));
    }
}
