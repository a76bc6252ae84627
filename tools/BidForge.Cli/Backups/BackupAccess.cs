using System.Runtime.InteropServices;
using System.Text.Json;
using BidForge.Backups;
using BidForge.Backups.Sealing;
using BidForge.Backups.Servers;
using BidForge.Backups.Storing;
using BidForge.Cli.Load;
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

    public static BackupStore Store(BackupSettings settings) => new(settings.Repository, Key(settings.KeyFile));

    public static BackupKey Key(string file) => File.Exists(file)
        ? BackupKey.Read(file)
        : throw new CliException($"The key of the backups, {file}, is not there: put back the copy that you keep of it.", ExitCode.Missing);

    public static Option<int?> KeepDays()
    {
        var keep = new Option<int?>("--keep-days") { Description = "Other than what was set up." };
        keep.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1 or > 3650)
                result.AddError("--keep-days is 1 to 3650.");
        });
        return keep;
    }

    /// <summary>A wrong or unmounted place looks as if everything in it had been deleted.</summary>
    public static Option<int> GoneLimit() =>
        Numbers.Option("--gone-limit", "Fail, and mark none, when more percent of all blobs kept have gone at once; 100 to take any number.", 50, 1, 100);

    /// <summary>The PostgreSQL servers that run.</summary>
    public static IReadOnlyList<BackedUpServer> Servers(StateFolder folder, SystemState state) =>
    [
        .. state.Resources.Where(resource => resource.Kind == "postgres").Select(resource => new BackedUpServer(
            resource.Name, resource.ConnectionStrings[resource.Name], BackedUpServer.ArchiveFolderIn(folder.Data, resource.Name))),
    ];

    public static void Say(string line) => Console.Error.WriteLine(line);

    public static void Print<T>(T value) => Console.WriteLine(JsonSerializer.Serialize(value, SystemState.Json));

    /// <summary>Ctrl-C and SIGTERM end it cleanly: nothing half done stays.</summary>
    public static async Task<int> FailPlainlyAsync(Func<CancellationToken, Task<int>> work)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            return await FailPlainlyAsync(() => work(stop.Token));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw new CliException("Stopped. Run it again: it goes on from there.", ExitCode.Failed);
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

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
