using System.Globalization;
using BidForge.Backups.Bases;
using BidForge.Backups.Blobs;
using BidForge.Cli.Running;

namespace BidForge.Cli.Backups;

internal static class ListVerb
{
    public static Command Create()
    {
        var command = new Verb("list", "Lists what can be restored.", BackupAccess.Details) { BackupAccess.Json, StateFolder.Option };
        command.SetAction((parsed, ct) => BackupAccess.FailPlainlyAsync(async () =>
        {
            var store = BackupAccess.Store(BackupAccess.Settings(StateFolder.From(parsed)));
            var bases = new List<BaseBackup>();
            foreach (var server in store.Servers())
                bases.AddRange(await BaseBackup.ListAsync(store, server, ct));
            var blobs = await BlobSnapshot.ListAsync(store, ct);
            if (parsed.GetValue(BackupAccess.Json))
            {
                BackupAccess.Print(new { servers = bases, blobs = blobs.Select(one => new { one.Label, one.TakenAt, files = one.Files.Count }) });
                return ExitCode.Done;
            }
            foreach (var backup in bases)
                Console.WriteLine(RunVerb.Line(backup));
            foreach (var one in blobs)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"blobs  {one.Label}  {one.Files.Count} files, {one.Files.Values.Sum(file => file.Size) / 1048576.0:0.0} MB"));
            if (bases.Count + blobs.Count is 0)
                Console.WriteLine("There are no backups yet.");
            return ExitCode.Done;
        }));
        return command;
    }
}
