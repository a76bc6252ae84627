using BidForge.Backups.Blobs;
using BidForge.Cli.Running;

namespace BidForge.Cli.Backups.Blobs;

internal static class ListVerb
{
    public static Command Create()
    {
        var command = new Verb("list", "Tells what the mirror has, and how far it reaches.", BlobMirror.Details) { BackupAccess.Json, StateFolder.Option };
        command.SetAction(parsed => BackupAccess.FailPlainlyAsync(async stop =>
        {
            var contents = await MirrorContents.OfAsync(BlobMirror.From(parsed).Open(), stop);
            if (parsed.GetValue(BackupAccess.Json))
                BackupAccess.Print(contents);
            else
                Console.WriteLine(BlobLines.Of(contents));
            return ExitCode.Done;
        }));
        return command;
    }
}
