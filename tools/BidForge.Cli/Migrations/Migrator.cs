using System.Text.Json;
using BidForge.Cli.Running;
using BidForge.Cli.Setup;
using BidForge.Migrations;

namespace BidForge.Cli.Migrations;

/// <summary>A service that brings its own databases up: its program, run with <c>migrate</c>.</summary>
/// <param name="Service">As in the description of the system.</param>
/// <param name="Project">Whose program it is.</param>
/// <param name="Databases">By the names that the service knows them by.</param>
internal sealed record Migrator(string Service, string Project, IReadOnlyList<string> Databases)
{
    public static IReadOnlyList<Migrator> All(StateFolder folder) =>
    [
        new("auth", "BidForge.Auth", ["auth"]),
        new("project", "BidForge.Projects", ["project"]),
        new("bid", "BidForge.Bids", ["bidcatalog", .. DatabaseAddress.Shards(folder).Select(shard => shard.Name)]),
        new("notification", "BidForge.Notifications", ["notification"]),
        new("analytics", "BidForge.Analytics", ["analytics"]),
        new("file", "BidForge.Files", ["file"]),
    ];

    /// <summary>Runs the service's own migrations, on all its databases or the one that the arguments name.</summary>
    public async Task<IReadOnlyList<MigrationReport>> RunAsync(StateFolder folder, MigrateArguments arguments, CancellationToken cancellationToken)
    {
        var program = Repository.Output(Project);
        if (!File.Exists(program))
            throw new CliException($"{program} has not been built: leave --no-build out.", ExitCode.Missing);
        var addresses = Databases.ToDictionary(name => $"ConnectionStrings__{name}", name => DatabaseAddress.Of(name, folder));
        var (code, said) = await Shell.RunAsync(Machine.Dotnet, [program, "migrate", .. arguments.ToArguments()], cancellationToken, environment: addresses);
        var reports = said.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonSerializer.Deserialize<MigrationReport>(line, MigrationReport.Json)!).ToList();
        return reports.Count > 0 || code is 0 ? reports : [new(Service, MigrationState.Failed, [], Error: said.Trim())];
    }
}
