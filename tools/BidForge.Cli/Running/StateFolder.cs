namespace BidForge.Cli.Running;

/// <summary>Where one BidForge keeps everything: data, logs, what runs.</summary>
internal sealed class StateFolder(string path)
{
    /// <summary>On every verb that looks at a BidForge.</summary>
    public static Option<string> Option { get; } = new("--state-dir")
    {
        Description = "Where data and logs are. Several can run side by side, each with a folder and a port of its own. [env: BIDFORGE_STATE]",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("BIDFORGE_STATE") is { Length: > 0 } given
            ? given
            : System.IO.Path.Combine(Repository.Root, ".bidforge"),
    };

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    public string Logs => System.IO.Path.Combine(Path, "logs");

    public string Run => System.IO.Path.Combine(Path, "run");

    /// <summary>Written by <c>./bidforge demo</c>: who can log in.</summary>
    public string DemoLogins => System.IO.Path.Combine(Path, "demo-logins.json");

    /// <summary>The servers' data: usually here; elsewhere when their users may not come through to here.</summary>
    public string Data
    {
        get
        {
            var pointer = System.IO.Path.Combine(Path, "data-is-in");
            return File.Exists(pointer) ? File.ReadAllText(pointer).Trim() : System.IO.Path.Combine(Path, "data");
        }
    }

    public Leftovers Leftovers => new(System.IO.Path.Combine(Run, "pids"));

    public static StateFolder From(ParseResult parsed) => new(parsed.GetRequiredValue(Option));

    /// <summary>What runs; null when nothing does.</summary>
    public SystemState? Read() => SystemState.Read(Run) is { } state && ProcessTable.IsRunning(state.Pid, state.StartTime) ? state : null;

    public SystemState ReadOrFail() => Read()
        ?? throw new CliException($"BidForge is not running from {Path}: start it with ./bidforge up.", ExitCode.NotRunning);
}
