namespace BidForge.Cli.Running;

/// <summary>
/// Where a database of the running system is: by environment or by a file in the directory that <c>BIDFORGE_SECRETS</c> names, as services are told it (for Kubernetes and
/// shells), else from the state folder.
/// </summary>
internal static class DatabaseAddress
{
    /// <param name="name">As the services know it: auth, project, bid0, bidcatalog ...</param>
    /// <param name="folder">Asked when the environment names none.</param>
    public static string Of(string name, StateFolder folder) =>
        FromEnvironment(name) ?? FromState(name, folder) ?? throw new CliException($"No database {name} is running.", ExitCode.NotRunning);

    /// <summary>The bid shards: bid0, bid1 ... until one is missing; all from the environment or all from the state folder.</summary>
    public static IReadOnlyList<(string Name, string Address)> Shards(StateFolder folder)
    {
        Func<string, string?> find = FromEnvironment("bid0") is null ? name => FromState(name, folder) : FromEnvironment;
        var shards = new List<(string, string)>();
        while (find($"bid{shards.Count}") is { } address)
            shards.Add(($"bid{shards.Count}", address));
        return shards;
    }

    /// <summary>What the environment or the secrets' directory says; null when neither does. Also of the broker: rabbitmq.</summary>
    public static string? FromEnvironment(string name) =>
        FromSecrets($"ConnectionStrings__{name}") ?? (Environment.GetEnvironmentVariable($"ConnectionStrings__{name}") is { Length: > 0 } given ? given : null);

    private static string? FromSecrets(string setting) =>
        Environment.GetEnvironmentVariable("BIDFORGE_SECRETS") is { Length: > 0 } folder && Path.Combine(folder, setting) is var file && File.Exists(file)
            ? File.ReadAllText(file).TrimEnd('\n')
            : null;

    private static string? FromState(string name, StateFolder folder) =>
        folder.ReadOrFail().Resources.Select(resource => resource.ConnectionStrings.GetValueOrDefault(name)).FirstOrDefault(address => address is not null);
}
