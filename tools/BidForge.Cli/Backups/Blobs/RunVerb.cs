using BidForge.Backups.Blobs;
using BidForge.Cli.Running;

namespace BidForge.Cli.Backups.Blobs;

internal static class RunVerb
{
    public static Command Create()
    {
        var (keep, limit) = (BackupAccess.KeepDays(), BackupAccess.GoneLimit());
        var command = new Verb("run", "Copies blobs that the mirror has not, marks those that have gone, deletes those that went too long ago.", $"""
            Killed at any point, run it again: it goes on from there. One that is kept is never read or written again, so it costs little where little is new.
            {BlobMirror.Details}
            """)
        { keep, limit, BackupAccess.Json, StateFolder.Option };
        command.SetAction(parsed => BackupAccess.FailPlainlyAsync(async stop =>
        {
            var mirror = BlobMirror.From(parsed);
            var done = await new MirrorRun(mirror.Open(), mirror.Source.Open("Blobs"), TimeProvider.System).RunAsync(
                parsed.GetValue(keep) ?? mirror.KeepDays, parsed.GetValue(limit), BackupAccess.Say, stop);
            if (parsed.GetValue(BackupAccess.Json))
                BackupAccess.Print(done);
            else
            {
                BlobLines.Print(done.Problems);
                Console.WriteLine(BlobLines.Of(done));
            }
            return done.ProblemCount is 0 ? ExitCode.Done : ExitCode.Failed;
        }));
        return command;
    }
}
