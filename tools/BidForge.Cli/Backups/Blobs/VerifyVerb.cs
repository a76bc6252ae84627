using BidForge.Backups.Blobs;
using BidForge.Cli.Running;

namespace BidForge.Cli.Backups.Blobs;

internal static class VerifyVerb
{
    public static Command Create()
    {
        var sample = new Option<double>("--sample") { Description = "Read so many percent of all, other ones each week: with 5, twenty weeks read everything.", DefaultValueFactory = _ => 100 };
        sample.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (>= 0.01 and <= 100))
                result.AddError("--sample is 0.01 to 100.");
        });
        var command = new Verb("verify", "Reads what the mirror has, and compares it with what was copied.", BlobMirror.Details) { sample, BackupAccess.Json, StateFolder.Option };
        command.SetAction(parsed => BackupAccess.FailPlainlyAsync(async stop =>
        {
            var done = await new MirrorVerification(BlobMirror.From(parsed).Open(), TimeProvider.System).RunAsync(parsed.GetValue(sample), BackupAccess.Say, stop);
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
