using System.Globalization;

namespace BidForge.Cli.Running;

/// <summary>The table of what runs.</summary>
internal static class StateTable
{
    public static Table Of(SystemState? state, double? seconds = null)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumns("resource", "state", "endpoint");
        table.AddColumn(new TableColumn("seconds").RightAligned());
        foreach (var resource in state?.Resources ?? [])
            foreach (var replica in resource.Replicas)
                table.AddRow(
                    new Text(replica.Name), new Markup(Colored(replica)), new Text(Endpoint(replica)), new Text(Seconds(replica.SecondsToHealthy)));
        if (seconds is not null)
            table.Caption(string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s"));
        return table;
    }

    /// <summary>A line for each state that differs from before, where a table cannot be redrawn.</summary>
    public static IEnumerable<string> Changes(SystemState? before, SystemState now)
    {
        var known = before?.Resources.SelectMany(r => r.Replicas).ToDictionary(r => r.Name) ?? [];
        return now.Resources.SelectMany(r => r.Replicas)
            .Where(r => !known.TryGetValue(r.Name, out var old) || old.State != r.State)
            .Select(r => $"{r.Name}: {Word(r)} {Endpoint(r)} {Seconds(r.SecondsToHealthy)}{(r.State is RunState.Restarting or RunState.Unhealthy ? r.Error : "")}".TrimEnd());
    }

    private static string Word(ReplicaState replica) => replica.State.ToString().ToLowerInvariant();

    private static string Colored(ReplicaState replica)
    {
        var color = replica.State switch
        {
            RunState.Healthy => "green",
            RunState.Waiting or RunState.Starting => "grey",
            RunState.Unhealthy or RunState.Restarting => "red",
            RunState.Stopping or RunState.Stopped => "yellow",
            _ => "default",
        };
        var restarts = replica.Restarts > 0 ? string.Create(CultureInfo.InvariantCulture, $" ({replica.Restarts} restarts)") : "";
        return $"[{color}]{Markup.Escape(Word(replica) + restarts)}[/]";
    }

    private static string Endpoint(ReplicaState replica) => replica.Endpoints.Values.FirstOrDefault()?.Replace("tcp://", "", StringComparison.Ordinal) ?? "";

    private static string Seconds(double? seconds) => seconds?.ToString("0.0", CultureInfo.InvariantCulture) ?? "";
}
