using System.Globalization;
using BidForge.Backups.Storing;
using BidForge.Cli.Running;

namespace BidForge.Cli.Backups;

internal static class CheckVerb
{
    public static Command Create()
    {
        var command = new Verb("verify", "Reads everything stored, compares checksums, and looks for gaps in the log.", BackupAccess.Details) { BackupAccess.Json, StateFolder.Option };
        command.SetAction((parsed, ct) => BackupAccess.FailPlainlyAsync(async () =>
        {
            var store = BackupAccess.Store(BackupAccess.Settings(StateFolder.From(parsed)));
            var verified = await new Verification(store).RunAsync(step => BackupAccess.Say($"{step} ..."), ct);
            if (parsed.GetValue(BackupAccess.Json))
                BackupAccess.Print(verified);
            else
            {
                foreach (var problem in verified.Problems)
                    Console.WriteLine(problem);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{verified.Bases} base backups, {verified.LogFiles} files of the log, {verified.Blobs} blobs read: {verified.Problems.Count} problems."));
            }
            return verified.Problems.Count is 0 ? ExitCode.Done : ExitCode.Failed;
        }));
        return command;
    }
}
