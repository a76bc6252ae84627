using System.Globalization;
using BidForge.Backups.Drilling;
using BidForge.Cli.Load;
using BidForge.Cli.Setup;

namespace BidForge.Cli.Backups;

internal static class DrillVerb
{
    public static Command Create()
    {
        var seconds = Numbers.Option("--seconds", "How long rows are written.", 6, 2, 600);
        var at = new Option<int?>("--at") { Description = "The second to restore to, counted from the first row on; less than --seconds. [default: the middle]" };
        var command = new Verb("drill", "Rehearses a loss on a server of its own: backs up, writes, destroys it, restores to a second, compares with a ledger.", """
            Works in the folder for temporary files, beside whatever runs, and leaves nothing there. Rows written after the last log was stored are lost on purpose, and counted.
            Exit codes: 0 everything before the second is there and nothing after it; 1 not so, or it could not be tried; 6 a package is missing.
            """)
        { seconds, at, BackupAccess.Json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(at) is { } second && (second < 1 || second >= result.GetValue(seconds)))
                result.AddError("--at is 1 to less than --seconds: rows are written before it and after it.");
        });
        command.SetAction((parsed, ct) => BackupAccess.FailPlainlyAsync(async () =>
        {
            await Packages.EnsureAsync(Packages.ToRun, ct);
            var writing = TimeSpan.FromSeconds(parsed.GetValue(seconds));
            var result = await Drill.RunAsync(writing, parsed.GetValue(at) is { } second ? TimeSpan.FromSeconds(second) : writing / 2, step => BackupAccess.Say($"{step} ..."), ct);
            if (parsed.GetValue(BackupAccess.Json))
                BackupAccess.Print(result);
            else
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
                    Base backup made and read back in {result.BackupSeconds:0.0} s; restored to {result.Target.UtcDateTime:O} in {result.RestoreSeconds:0.0} s.
                    {result.Written} rows were acknowledged, {result.Before} of them up to that second: {result.Missing} of these are missing, {result.TooMany} later ones are there.
                    Of what was written after the newest log was stored, {result.Lost} rows are lost: the last {result.LostSeconds:0.0} s before the server was destroyed.
                    """));
            return result.Succeeded ? ExitCode.Done : ExitCode.Failed;
        }));
        return command;
    }
}
