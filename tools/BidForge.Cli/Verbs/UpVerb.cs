using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using BidForge.Cli.Running;
using BidForge.Cli.Setup;

namespace BidForge.Cli.Verbs;

internal static class UpVerb
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "Where the site listens.", DefaultValueFactory = _ => 8080 };
        var shards = new Option<int>("--shards") { Description = "Bid shards; each after the first has a PostgreSQL server of its own.", DefaultValueFactory = _ => 2 };
        var detach = new Option<bool>("--detach") { Description = "Return when everything is healthy and leave it running; end it with ./bidforge down." };
        var noBuild = new Option<bool>("--no-build") { Description = "Run what was built before." };
        var json = new Option<bool>("--json") { Description = "With --detach: print the summary as JSON." };
        var only = new Option<string?>("--only") { Description = "Run some resources only, comma-separated, with what they wait for." };
        port.Validators.Add(result => Check(result, result.GetValueOrDefault<int>() is >= 0 and <= 65535, "--port is 0 (any free one) to 65535."));
        shards.Validators.Add(result => Check(result, result.GetValueOrDefault<int>() is >= 1 and <= 16, "--shards is 1 to 16."));
        var command = new Verb("up", "Installs what is missing, builds release, starts everything and shows it. Ctrl-C stops it cleanly; the data stays.", """
            Processes see ASPNETCORE_ENVIRONMENT, Development unless it is set.
            Exit codes: 0 stopped as asked (or, with --detach, healthy); 3 already running; 4 port in use; 6 a package is missing; 7 does not build.
            """)
        { port, shards, detach, noBuild, json, only, StateFolder.Option };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            StateFolder.From(parsed),
            [
                "--port", parsed.GetValue(port).ToString(CultureInfo.InvariantCulture),
                "--shards", parsed.GetValue(shards).ToString(CultureInfo.InvariantCulture),
                .. parsed.GetValue(only) is { } part ? new[] { "--only", part } : [],
            ],
            parsed.GetValue(noBuild), parsed.GetValue(detach), parsed.GetValue(json)));
        return command;
    }

    private static async Task<int> RunAsync(StateFolder folder, string[] settings, bool noBuild, bool detach, bool json)
    {
        if (folder.Read() is { } running)
            throw new CliException(
                $"BidForge is already running from {folder.Path} (process {running.Pid.ToString(CultureInfo.InvariantCulture)}): see ./bidforge status, end it with ./bidforge down.",
                ExitCode.AlreadyRunning);

        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
        var quiet = json && detach;
        await Packages.EnsureAsync(Packages.ToRun, stop.Token);
        if (!noBuild)
            await Build.RunAsync("AppHost", !quiet, stop.Token);

        var host = new AppHostProcess(folder);
        await host.StartAsync(settings, detach);
        try
        {
            var state = quiet ? await WatchUntilHealthyAsync(folder, host, (_, _) => { }, stop.Token) : await ShowUntilHealthyAsync(folder, host, stop.Token);
            var summary = Summary.Of(folder, state);
            if (json)
                Console.WriteLine(JsonSerializer.Serialize(summary, SystemState.Json));
            else
                summary.Print();
            if (detach)
                return ExitCode.Done;
            AnsiConsole.MarkupLine("\nCtrl-C stops it; the data stays.");
            return await ShowChangesAsync(folder, host, state, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            AnsiConsole.WriteLine("Stopping ...");
            await host.StopAsync();
            AnsiConsole.WriteLine("Stopped. The data stays for the next ./bidforge up.");
            return ExitCode.Done;
        }
        catch (TimeoutException timeout)
        {
            await host.StopAsync();
            throw new CliException(timeout.Message, ExitCode.Failed);
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    private static async Task<SystemState> ShowUntilHealthyAsync(StateFolder folder, AppHostProcess host, CancellationToken stop)
    {
        if (Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Interactive)
        {
            SystemState? before = null;
            return await WatchUntilHealthyAsync(folder, host, (state, _) =>
            {
                foreach (var line in state is null ? [] : StateTable.Changes(before, state))
                    Console.WriteLine(line);
                before = state ?? before;
            }, stop);
        }

        return await AnsiConsole.Live(StateTable.Of(null)).StartAsync(live =>
            WatchUntilHealthyAsync(folder, host, (state, seconds) => live.UpdateTarget(StateTable.Of(state, seconds)), stop));
    }

    private static async Task<SystemState> WatchUntilHealthyAsync(
        StateFolder folder, AppHostProcess host, Action<SystemState?, double> show, CancellationToken stop)
    {
        var time = Stopwatch.StartNew();
        while (true)
        {
            if (host.HasEnded)
                throw await host.FailureAsync();
            var state = folder.Read();
            show(state, time.Elapsed.TotalSeconds);
            if (state is { SecondsToHealthy: not null })
                return state;
            if (time.Elapsed > Patience)
                throw new TimeoutException(Unhealthy(folder, state));
            await Task.Delay(200, stop);
        }
    }

    private static async Task<int> ShowChangesAsync(StateFolder folder, AppHostProcess host, SystemState state, CancellationToken stop)
    {
        while (true)
        {
            await Task.Delay(1000, stop);
            if (host.HasEnded)
                return host.ExitCode == 0 ? ExitCode.Done : throw await host.FailureAsync();
            if (folder.Read() is not { } now)
                continue;
            foreach (var line in StateTable.Changes(state, now))
                AnsiConsole.WriteLine(line);
            state = now;
        }
    }

    private static string Unhealthy(StateFolder folder, SystemState? state) => string.Join('\n', (state?.Resources ?? []).SelectMany(r => r.Replicas)
        .Where(r => r.State is not RunState.Healthy)
        .Select(r => $"{r.Name} is {r.State.ToString().ToLowerInvariant()}: {r.Error}\n{LogFile.Tail(Path.Combine(folder.Logs, r.Name + ".log"), 1500).TrimEnd()}\n")
        .Append($"Not everything became healthy within {Patience.TotalMinutes.ToString(CultureInfo.InvariantCulture)} minutes."));

    private static void Check(System.CommandLine.Parsing.OptionResult result, bool fine, string message)
    {
        if (!fine)
            result.AddError(message);
    }
}
