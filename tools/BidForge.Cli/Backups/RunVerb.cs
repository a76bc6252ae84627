using System.Globalization;
using BidForge.Backups.Bases;
using BidForge.Backups.Blobs;
using BidForge.Backups.Storing;
using BidForge.Cli.Running;

namespace BidForge.Cli.Backups;

internal static class RunVerb
{
    public static Command Create()
    {
        var keep = new Option<int?>("--keep-days") { Description = "Other than what init says." };
        keep.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1 or > 3650)
                result.AddError("--keep-days is 1 to 3650.");
        });
        var command = new Verb("run", "Makes a base backup of every PostgreSQL server and a snapshot of the blobs, then deletes what is too old.", BackupAccess.Details)
        { keep, BackupAccess.Json, StateFolder.Option };
        command.SetAction((parsed, ct) => BackupAccess.FailPlainlyAsync(async () =>
        {
            var folder = StateFolder.From(parsed);
            var settings = BackupAccess.Settings(folder);
            var store = BackupAccess.Store(settings);
            var done = new List<BaseBackup>();
            foreach (var server in BackupAccess.Servers(folder, folder.ReadOrFail()))
            {
                BackupAccess.Say($"{server.Name}: copying, and reading back ...");
                done.Add(await new BaseBackups(store).TakeAsync(server, ct));
                BackupAccess.Say(Line(done[^1]));
            }
            BackupAccess.Say("blobs ...");
            var blobs = await new BlobBackups(store, TimeProvider.System).TakeAsync(Path.Combine(folder.Path, "blobs"), ct);
            var cleaned = await new Retention(store, TimeProvider.System).CleanUpAsync(parsed.GetValue(keep) ?? settings.KeepDays, ct);
            if (parsed.GetValue(BackupAccess.Json))
                BackupAccess.Print(new { servers = done, blobs = blobs.Files.Count, cleaned, notIncluded = BackupAccess.NotIncluded });
            else
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{done.Count} servers and {blobs.Files.Count} blobs are in {store.Root}. Deleted: {cleaned.Bases} old backups, {cleaned.LogFiles} files of the log, {cleaned.Blobs} blobs.\n{BackupAccess.NotIncluded}"));
            return ExitCode.Done;
        }));
        return command;
    }

    public static string Line(BaseBackup backup) => string.Create(
        CultureInfo.InvariantCulture,
        $"{backup.Server}  {backup.Label}  {backup.Files} files, {backup.Bytes / 1048576.0:0.0} MB ({backup.StoredBytes / 1048576.0:0.0} MB stored), restorable from {backup.FinishedAt.UtcDateTime:O} on");
}
