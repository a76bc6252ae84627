using System.Globalization;
using BidForge.Backups.Bases;
using BidForge.Backups.Blobs;
using BidForge.Backups.Places;
using BidForge.Backups.Storing;
using BidForge.Cli.Backups.Blobs;
using BidForge.Cli.Running;

namespace BidForge.Cli.Backups;

internal static class RunVerb
{
    public static Command Create()
    {
        var (keep, limit) = (BackupAccess.KeepDays(), BackupAccess.GoneLimit());
        var command = new Verb("run", "Makes a base backup of every PostgreSQL server and copies the blobs that are new, then deletes what is too old.", BackupAccess.Details)
        { keep, limit, BackupAccess.Json, StateFolder.Option };
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
            var days = parsed.GetValue(keep) ?? settings.KeepDays;
            // Before the blobs, whose trouble would keep what is too old.
            var cleaned = await new Retention(store, TimeProvider.System).CleanUpAsync(days, ct);
            BackupAccess.Say("blobs ...");
            var blobs = await new MirrorRun(store.Files, new FolderPlace(Path.Combine(folder.Path, "blobs")), TimeProvider.System).RunAsync(days, parsed.GetValue(limit), BackupAccess.Say, ct);
            if (parsed.GetValue(BackupAccess.Json))
                BackupAccess.Print(new { servers = done, blobs, cleaned, notIncluded = BackupAccess.NotIncluded });
            else
            {
                BlobLines.Print(blobs.Problems);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{done.Count} servers are in {store.Root}, and the blobs: {BlobLines.Of(blobs)} Deleted: {cleaned.Bases} old backups, {cleaned.LogFiles} files of the log.\n{BackupAccess.NotIncluded}"));
            }
            return blobs.ProblemCount is 0 ? ExitCode.Done : ExitCode.Failed;
        }));
        return command;
    }

    public static string Line(BaseBackup backup) => string.Create(
        CultureInfo.InvariantCulture,
        $"{backup.Server}  {backup.Label}  {backup.Files} files, {backup.Bytes / 1048576.0:0.0} MB ({backup.StoredBytes / 1048576.0:0.0} MB stored), restorable from {backup.FinishedAt.UtcDateTime:O} on");
}
