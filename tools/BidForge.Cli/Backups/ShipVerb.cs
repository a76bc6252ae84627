using System.Globalization;
using BidForge.Backups;
using BidForge.Backups.Logs;
using BidForge.Backups.Servers;
using BidForge.Cli.Running;

namespace BidForge.Cli.Backups;

internal static class ShipVerb
{
    public static Command Create()
    {
        var every = new Option<int?>("--every") { Description = "Do it again after so many seconds, for ever." };
        every.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1 or > 3600)
                result.AddError("--every is 1 to 3600.");
        });
        var command = new Verb("ship", "Carries the log that servers have handed over into the backups. The running system does it every 10 s by itself.", BackupAccess.Details)
        { every, BackupAccess.Json, StateFolder.Option };
        command.SetAction((parsed, ct) => BackupAccess.FailPlainlyAsync(async () =>
        {
            var folder = StateFolder.From(parsed);
            var archive = new WalArchive(BackupAccess.Store(BackupAccess.Settings(folder)));
            if (parsed.GetValue(every) is { } seconds)
                return await ForEverAsync(archive, folder, TimeSpan.FromSeconds(seconds), ct);
            var shipped = new SortedDictionary<string, int>(StringComparer.Ordinal);
            foreach (var (server, from) in BackedUpServer.ArchiveFoldersIn(folder.Data))
                shipped[server] = await archive.ShipAsync(server, from, ct);
            if (parsed.GetValue(BackupAccess.Json))
                BackupAccess.Print(shipped);
            else
                foreach (var (server, files) in shipped)
                    Console.WriteLine($"{server}: {files.ToString(CultureInfo.InvariantCulture)} files");
            return ExitCode.Done;
        }));
        return command;
    }

    /// <summary>What fails is said and tried again: until then it stays where the server left it.</summary>
    private static async Task<int> ForEverAsync(WalArchive archive, StateFolder folder, TimeSpan pause, CancellationToken ct)
    {
        while (true)
        {
            foreach (var (server, from) in BackedUpServer.ArchiveFoldersIn(folder.Data))
            {
                try
                {
                    await archive.ShipAsync(server, from, ct);
                }
                catch (Exception failure) when (failure is BackupFailure or IOException or UnauthorizedAccessException)
                {
                    BackupAccess.Say($"{server}: {failure.Message}");
                }
            }
            try
            {
                await Task.Delay(pause, ct);
            }
            catch (OperationCanceledException)
            {
                return ExitCode.Done;
            }
        }
    }
}
