using BidForge.Backups;
using BidForge.Backups.Sealing;
using BidForge.Cli.Load;
using BidForge.Cli.Running;

namespace BidForge.Cli.Backups;

internal static class InitVerb
{
    public static Command Create()
    {
        var repository = new Option<string?>("--repository") { Description = "A folder for the backups: best of another machine, mounted here. [default: backups in the state folder]" };
        var keep = Numbers.Option("--keep-days", "Restorable to any second of so many days.", 30, 1, 3650);
        var command = new Verb("init", "Sets backups up: the folder, the key, the days kept. Servers archive from their next start on.", """
            Makes keys/backup-key (mode 600) in the state folder unless it is there. Called again, it changes the folder and the days.
            Exit codes: 0 done; 1 refused.
            """)
        { repository, keep, StateFolder.Option };
        command.SetAction(parsed => BackupAccess.FailPlainlyAsync(() =>
        {
            var folder = StateFolder.From(parsed);
            var settings = new BackupSettings
            {
                Repository = Path.GetFullPath(parsed.GetValue(repository) ?? Path.Combine(folder.Path, "backups")),
                KeyFile = Path.Combine(folder.Path, "keys", "backup-key"),
                KeepDays = parsed.GetValue(keep),
            };
            _ = File.Exists(settings.KeyFile) ? BackupKey.Read(settings.KeyFile) : BackupKey.Create(settings.KeyFile);
            settings.Write(folder.Path);
            Console.WriteLine($"Backups go to {settings.Repository}. Their key is {settings.KeyFile}: put a copy where neither this machine's nor the backups' loss takes it along.");
            if (settings.Repository.StartsWith(folder.Path + "/", StringComparison.Ordinal))
                Console.WriteLine("That folder is lost together with the data, and deleted by ./bidforge reset: name one elsewhere by --repository.");
            if (folder.Read() is not null)
                Console.WriteLine("The running servers do not archive yet: ./bidforge down, then up.");
            return Task.FromResult(ExitCode.Done);
        }));
        return command;
    }
}
