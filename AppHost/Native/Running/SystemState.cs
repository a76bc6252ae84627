using System.Text.Json;
using System.Text.Json.Serialization;

namespace BidForge.AppHost.Native.Running;

/// <summary>What runs, as written to <c>run/state.json</c> for the command line and for tools. It holds passwords: readable by its owner only.</summary>
internal sealed record SystemState
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        WriteIndented = true,
    };

    /// <summary>The app host's process.</summary>
    public required int Pid { get; init; }

    /// <summary>With <see cref="Pid"/> it names the app host's process for ever: clock ticks since boot.</summary>
    public required long StartTime { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>From start until everything was healthy for the first time; null while it is not.</summary>
    public double? SecondsToHealthy { get; init; }

    public required IReadOnlyList<ResourceState> Resources { get; init; }

    public static SystemState? Read(string runFolder)
    {
        var path = Path.Combine(runFolder, "state.json");
        return File.Exists(path) ? JsonSerializer.Deserialize<SystemState>(File.ReadAllText(path), Json) : null;
    }

    public void Write(string runFolder) => PrivateFile.Write(Path.Combine(runFolder, "state.json"), JsonSerializer.Serialize(this, Json));
}

/// <param name="Name">As in the description of the system.</param>
/// <param name="Kind">postgres, rabbitmq, redis or project.</param>
/// <param name="State">The least healthy of its replicas' states.</param>
/// <param name="Url">Where people or clients reach it.</param>
/// <param name="External">Its address is meant for people.</param>
/// <param name="ConnectionStrings">By name, as handed to services; empty for projects.</param>
/// <param name="Replicas">Its processes.</param>
internal sealed record ResourceState(
    string Name, string Kind, RunState State, string? Url, bool External,
    IReadOnlyDictionary<string, string> ConnectionStrings, IReadOnlyList<ReplicaState> Replicas);

/// <param name="Name">Also the name of its log: <c>logs/{name}.log</c>.</param>
/// <param name="State">What it is doing.</param>
/// <param name="Pid">Its process; null when it has none.</param>
/// <param name="Endpoints">Addresses by endpoint name.</param>
/// <param name="Restarts">How often it was started again after it had ended by itself.</param>
/// <param name="SecondsToHealthy">From its last start until it answered.</param>
/// <param name="Error">Why it is not healthy.</param>
internal sealed record ReplicaState(
    string Name, RunState State, int? Pid, IReadOnlyDictionary<string, string> Endpoints, int Restarts, double? SecondsToHealthy, string? Error);

/// <summary>From bad to good, so that the least of several tells how a resource is.</summary>
internal enum RunState
{
    Stopped,
    Restarting,
    Waiting,
    Starting,
    Unhealthy,
    Stopping,
    Healthy,
}
