using System.Globalization;
using BidForge.Backups;
using BidForge.Backups.Logs;
using BidForge.Backups.Restoring;
using BidForge.Cli.Backups.Blobs;
using BidForge.Cli.Running;

namespace BidForge.Cli.Backups;

internal static class RestoreVerb
{
    public static Command Create()
    {
        var server = new Option<string>("--server") { Description = "postgres, postgres1 ..., or blobs.", Required = true };
        var to = Second.Option();
        var into = new Option<string?>("--into") { Description = "A folder that is not there yet, or is empty." };
        var command = new Verb("restore", "Restores a server, or the blobs, to a second: into a folder of its own beside the live one, which is never touched.", BackupAccess.Details)
        { server, to, into, BackupAccess.Json, StateFolder.Option };
        command.SetAction((parsed, ct) => BackupAccess.FailPlainlyAsync(() => RunAsync(
            StateFolder.From(parsed), parsed.GetRequiredValue(server), Second.Of(parsed, to),
            parsed.GetValue(into) ?? throw new CliException("--into names the folder to restore into: nothing is ever restored over a live server.", ExitCode.NotUnderstood),
            parsed.GetValue(BackupAccess.Json), ct)));
        return command;
    }

    private static async Task<int> RunAsync(StateFolder folder, string name, DateTimeOffset? to, string into, bool json, CancellationToken ct)
    {
        var store = BackupAccess.Store(BackupAccess.Settings(folder));
        var restoration = new Restoration(store);
        if (name == "blobs")
        {
            var done = await restoration.RunBlobsAsync(to, into, BackupAccess.Say, ct);
            if (json)
                BackupAccess.Print(done);
            else
            {
                BlobLines.Print(done.Problems);
                Console.WriteLine($"{BlobLines.Of(done, into)}\nCopy those you miss to the blob folder; names never clash.");
            }
            return done.ProblemCount is 0 ? ExitCode.Done : ExitCode.Failed;
        }

        // What the live server has not handed over yet belongs to it: up to this very second.
        if (folder.Read() is { } state && BackupAccess.Servers(folder, state).FirstOrDefault(one => one.Name == name) is { } live && Directory.Exists(live.ArchiveFolder))
        {
            BackupAccess.Say($"{name}: storing the newest log ...");
            try
            {
                await new WalArchive(store).FlushAsync(live, ct);
            }
            catch (Exception failure) when (failure is BackupFailure or Npgsql.NpgsqlException)
            {
                BackupAccess.Say($"{name}: going on with what is stored already. {failure.Message}");
            }
        }
        var restored = await restoration.RunAsync(name, to, into, step => BackupAccess.Say($"{name}: {step} ..."), ct);
        if (json)
            BackupAccess.Print(restored);
        else
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
                {name} as of {(to is { } second ? second.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) : "the last commit stored")} is in {restored.DataFolder}, after {restored.Seconds:0.0} s.
                Start it:   {restored.Start}
                Look at it: port {restored.Port} of 127.0.0.1, with the live server's users and passwords
                Stop it:    {restored.Stop}
                To take the live one's place, and what to look at before: docs/disaster-recovery.md.
                """));
        return ExitCode.Done;
    }
}
