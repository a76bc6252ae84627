using BidForge.Backups.Bases;
using BidForge.Backups.Blobs;
using BidForge.Cli.Backups.Blobs;
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
            var blobs = await MirrorContents.OfAsync(store.Files, ct);
            if (parsed.GetValue(BackupAccess.Json))
            {
                BackupAccess.Print(new { servers = bases, blobs });
                return ExitCode.Done;
            }
            foreach (var backup in bases)
                Console.WriteLine(RunVerb.Line(backup));
            Console.WriteLine(BlobLines.Of(blobs));
            if (bases.Count is 0)
                Console.WriteLine("There are no backups of servers yet.");
            return ExitCode.Done;
        }));
        return command;
    }
}
