using System.Text.Json;
using BidForge.Cli.Running;

namespace BidForge.Cli.Verbs;

internal static class StatusVerb
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print it as JSON: resources with replicas, process ids and endpoints." };
        var secrets = new Option<bool>("--secrets") { Description = "With --json: connection strings, which hold passwords." };
        var command = new Verb("status", "What runs, where, and how it is.", """
            Exit codes: 0 all healthy; 1 something is not; 5 nothing is running.
            """)
        { json, secrets, StateFolder.Option };
        command.SetAction(parsed => Run(StateFolder.From(parsed), parsed.GetValue(json), parsed.GetValue(secrets)));
        return command;
    }

    private static int Run(StateFolder folder, bool json, bool secrets)
    {
        var state = folder.ReadOrFail();
        if (!json)
        {
            AnsiConsole.Write(StateTable.Of(state));
            Summary.Of(folder, state).Print();
        }
        else
        {
            var shown = secrets ? state : state with
            {
                Resources = [.. state.Resources.Select(r => r with { ConnectionStrings = new Dictionary<string, string>() })],
            };
            Console.WriteLine(JsonSerializer.Serialize(shown, SystemState.Json));
        }

        return state.Resources.All(r => r.State is RunState.Healthy) ? ExitCode.Done : ExitCode.Failed;
    }
}
