namespace BidForge.AppHost.Native.Running;

/// <summary>One process to start.</summary>
internal sealed record Launch(string FileName, IReadOnlyList<string> Arguments)
{
    public required string WorkingDirectory { get; init; }

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Runs as this user instead of the caller; only root can ask for it.</summary>
    public string? User { get; init; }

    /// <summary>What the kernel sends to the process when the app host dies, however it dies.</summary>
    public Signal ParentDeathSignal { get; init; } = Signal.Kill;
}
