using System.Text.Json;
using BidForge.Backups;
using BidForge.Backups.Sealing;
using BidForge.Backups.Servers;
using BidForge.Backups.Storing;
using BidForge.Cli.Running;

namespace BidForge.Cli.Backups;

/// <summary>What the verbs of backups share: where they are, whose they are, how they fail.</summary>
internal static class BackupAccess
{
    public const string NotIncluded =
        "NOT in it: keys/ (bid-keys.json, the key of the backups) and secrets.json of the state folder. Keep copies of them elsewhere: without them no sealed bid can be opened and no backup read.";

    public const string Details = """
        Begin with ./bidforge backup init, start the system again, and let ./bidforge backup run be called every night. While the system runs, its servers' log goes to the backups by itself,
        a minute after it was written at the latest. Everything stored is compressed and encrypted (AES-256-GCM). Redis and RabbitMQ are not backed up: nothing in them is the only copy.
        Exit codes: 0 done; 1 failed, or something is damaged; 2 not understood; 5 not running; 6 backups are not set up, or their key is missing.
        """;

    public static Option<bool> Json { get; } = new("--json") { Description = "Print the result as JSON; progress goes to standard error." };

    public static BackupSettings Settings(StateFolder folder) => BackupSettings.Read(folder.Path)
        ?? throw new CliException($"Backups are not set up for {folder.Path}: ./bidforge backup init.", ExitCode.Missing);

    public static BackupStore Store(BackupSettings settings) => new(
        settings.Repository,
        File.Exists(settings.KeyFile)
            ? BackupKey.Read(settings.KeyFile)
            : throw new CliException($"The key of the backups, {settings.KeyFile}, is not there: put back the copy that you keep of it.", ExitCode.Missing));

    /// <summary>The PostgreSQL servers that run.</summary>
    public static IReadOnlyList<BackedUpServer> Servers(StateFolder folder, SystemState state) =>
    [
        .. state.Resources.Where(resource => resource.Kind == "postgres").Select(resource => new BackedUpServer(
            resource.Name, resource.ConnectionStrings[resource.Name], BackedUpServer.ArchiveFolderIn(folder.Data, resource.Name))),
    ];

    public static void Say(string line) => Console.Error.WriteLine(line);

    public static void Print<T>(T value) => Console.WriteLine(JsonSerializer.Serialize(value, SystemState.Json));

    public static async Task<int> FailPlainlyAsync(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception failure) when (failure is BackupFailure or Npgsql.NpgsqlException or IOException or UnauthorizedAccessException)
        {
            throw new CliException(failure.Message, ExitCode.Failed);
        }
    }
}
