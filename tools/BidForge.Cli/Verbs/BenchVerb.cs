using System.Globalization;
using BidForge.Cli.Load;
using BidForge.Cli.Running;
using BidForge.Load.Deadline;
using BidForge.Load.Gateway;
using BidForge.Load.Measuring;
using BidForge.Load.Moving;
using BidForge.Load.Submitting;

namespace BidForge.Cli.Verbs;

/// <summary>Measurements, each repeatable by one command.</summary>
internal static class BenchVerb
{
    public static Command Create() => new("bench", "Measures: submits, the deadline, the gateway, a move of slots, the balance of shards.") { CreateSubmit(), CreateDeadline(), CreateGateway(), CreateMove(), BalanceVerb.Create() };

    private static Command CreateSubmit()
    {
        var clients = new Option<int[]>("--clients")
        {
            Description = "How many at once, one run after the other: 1,4,16,64.",
            DefaultValueFactory = _ => [1, 4, 16, 64],
            CustomParser = given => Numbers.Parse(given, 1, 256),
        };
        var seconds = Numbers.Option("--seconds", "How long each run lasts.", 3, 1, 120);
        var command = new Verb("submit", "Closed loop: bids through the gateway, straight at the bid service, and pgbench with the same SQL on the same server.", $"""
            Prints the ratios to pgbench in the same run. The system's relays and consumers work in all three.
            {LoadVerbs.Where}
            Exit codes: 0 measured; 1 a bid was refused or something broke; 5 not running.
            """)
        { clients, seconds, LoadVerbs.Json, LoadVerbs.NoBuild, StateFolder.Option };
        command.SetAction((parsed, ct) => LoadVerbs.RunAsync(
            parsed, [],
            (system, load, say, token) => SubmitBench.RunAsync(system.Target, parsed.GetRequiredValue(clients), parsed.GetValue(seconds), load, say, token),
            Print, _ => true, ct));
        return command;
    }

    private static Command CreateDeadline()
    {
        var rate = Numbers.Option("--rate", "Bids a second in the second half of the time, up to the deadline.", 1000, 1, 20_000);
        var seconds = Numbers.Option("--seconds", "From the first bid to the due time.", 60, 4, 480);
        var straight = new Option<bool>("--straight") { Description = "Straight at the bid service instead of through the gateway." };
        var command = new Verb("deadline", "Open model: bids come faster and faster up to a due time; then all packages are opened and compared with what was acknowledged.", $"""
            Latency counts from the time at which a bid was to be sent, whatever happened to those before it.
            {LoadVerbs.Where}
            Exit codes: 0 nothing dropped, late or missing; 1 something was; 5 not running.
            """)
        { rate, seconds, straight, LoadVerbs.Json, LoadVerbs.NoBuild, StateFolder.Option };
        command.SetAction((parsed, ct) => LoadVerbs.RunAsync(
            parsed, [],
            (system, load, say, token) => DeadlineBench.RunAsync(
                system.Target, parsed.GetValue(rate), parsed.GetValue(seconds), parsed.GetValue(straight), load, say, token),
            Print, result => result.IsGood, ct));
        return command;
    }

    private static Command CreateGateway()
    {
        var clients = Numbers.Option("--clients", "How many at once.", 1, 1, 64);
        var seconds = Numbers.Option("--seconds", "How long.", 10, 1, 120);
        var command = new Verb("gateway", "What the gateway adds to a cheap read, at the median.", $"""
            The same request straight at its service and through the gateway, in turns.
            {LoadVerbs.Where}
            Exit codes: 0 measured; 1 something broke; 5 not running.
            """)
        { clients, seconds, LoadVerbs.Json, LoadVerbs.NoBuild, StateFolder.Option };
        command.SetAction((parsed, ct) => LoadVerbs.RunAsync(
            parsed, [], (system, load, _, token) => GatewayBench.RunAsync(system.Target, parsed.GetValue(clients), parsed.GetValue(seconds), load, token), Print, _ => true, ct));
        return command;
    }

    private static Command CreateMove()
    {
        var bids = Numbers.Option("--bids", "On the slots that move.", 200_000, 100, 5_000_000);
        var rate = Numbers.Option("--rate", "Bids a second on these slots meanwhile.", 200, 1, 5000);
        var seconds = Numbers.Option("--seconds", "How long they come.", 60, 10, 600);
        var command = new Verb("move", "Moves slots from one shard to another while bids on them come in.", $"""
            Says how long writing stood still, what clients saw of it, and whether anything was lost or doubled.
            {LoadVerbs.Where}
            Exit codes: 0 nothing refused, lost or doubled; 1 something was; 5 not running.
            """)
        { bids, rate, seconds, LoadVerbs.Json, LoadVerbs.NoBuild, StateFolder.Option };
        command.SetAction((parsed, ct) => LoadVerbs.RunAsync(
            parsed, [],
            (system, load, say, token) => MoveBench.RunAsync(system.Target, parsed.GetValue(bids), parsed.GetValue(rate), parsed.GetValue(seconds), load, say, token),
            Print, result => result.IsGood, ct));
        return command;
    }

    private static void Print(MoveResult result)
    {
        LoadVerbs.Print(result.Machine);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""

            {result.Bids} bids, {result.Rows} rows, {result.Bytes / 1048576.0:0} MB moved in {result.MoveSeconds:0.0} s ({result.Rows / result.MoveSeconds:0} rows/s); writing stopped {result.Fences} times
            Writes paused for {result.PauseMilliseconds:0} ms; the longest that a client waited was {result.During.Max:0} ms
            {Line("moving", result.During)}
            {Line("else", result.Otherwise)}
            {result.Sent} bids sent, {result.Accepted} accepted, {result.Refused} not; {result.Lost} lost, {result.Doubled} doubled, {result.EventsLost} events lost
            """));
    }

    private static void Print(DeadlineResult result)
    {
        LoadVerbs.Print(result.Machine);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""

            {result.Offered} bids through the {result.Through}, {result.Rate}/s in the end: {result.Accepted} accepted, {result.Refused} refused as late, {result.Dropped} dropped
            {Line("all", result.All)}
            {Line("burst", result.Burst)}
            {result.Packages} packages opened and read in {result.OpeningSeconds:0.0} s: {result.LateAccepted} late accepted, {result.Missing} acknowledged missing, {result.Unknown} never acknowledged
            Processor: {LoadVerbs.Cpu(result.Cpu)}
            """));
        foreach (var answer in result.Answers)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {answer.Value,7} {answer.Key}"));
    }

    private static void Print(GatewayResult result)
    {
        LoadVerbs.Print(result.Machine);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""

            {Line("straight", result.Straight)}
            {Line("gateway", result.ThroughGateway)}
            overhead at the median {result.OverheadP50:0.000} ms, {result.Clients} clients
            Processor: {LoadVerbs.Cpu(result.Cpu)}
            """));
    }

    private static string Line(string name, LatencySummary latency) => string.Create(
        CultureInfo.InvariantCulture, $"{name,-8} p50 {latency.P50:0.00} ms, p99 {latency.P99:0.00} ms, p99.9 {latency.P999:0.00} ms, max {latency.Max:0.0} ms ({latency.Count})");

    private static void Print(SubmitResult result)
    {
        LoadVerbs.Print(result.Machine);
        Console.WriteLine();
        foreach (var ratio in result.Ratios)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ratio.Clients,3} clients: gateway {ratio.Gateway:P0} of pgbench, service {ratio.Service:P0}"));
        Console.WriteLine("\nProcessor seconds:");
        foreach (var run in result.Runs)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {run.Where,-8} {run.Clients,3} clients, {run.Seconds:0.0} s: {LoadVerbs.Cpu(run.Cpu)}; {run.Waiting} events wait"));
    }
}
