using System.Text.Json;
using BidForge.Cli.Migrations;
using BidForge.Cli.Running;
using BidForge.Cli.Setup;
using BidForge.Migrations;

namespace BidForge.Cli.Verbs;

internal static class MigrateVerb
{
    public static Command Create()
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Only list what would be applied to which database." };
        var sql = new Option<bool>("--sql") { Description = "Also print what the steps execute." };
        var json = new Option<bool>("--json") { Description = "Print it as JSON: an entry per database." };
        var only = new Option<string?>("--only") { Description = "One service, or one database: auth, bid, bidcatalog, bid1 ..." };
        var wait = new Option<bool>("--wait") { Description = "Wait up to five minutes for databases that do not answer yet." };
        var noBuild = new Option<bool>("--no-build") { Description = "Take the services as they were built before. Nothing is ever built under a system that runs." };
        var lockTimeout = new Option<int>("--lock-timeout")
        {
            Description = "Seconds that a step may wait for a lock; meanwhile others may be waiting for the step.",
            DefaultValueFactory = _ => MigrateArguments.DefaultLockTimeout,
        };
        lockTimeout.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > MigrateArguments.LongestLockTimeout)
                result.AddError($"--lock-timeout is 1 to {MigrateArguments.LongestLockTimeout} seconds.");
        });
        var command = new Verb("migrate", "Brings every database to this version: those of the services, the bid catalog, all shards.", """
            Safe to run twice and by several at once: they take turns, and who comes second finds nothing to do. A database that fails does not keep the others from being brought up.
            Databases are those of the running system, or ConnectionStrings__auth, __project, __notification, __analytics, __file, __bidcatalog, __bid0, __bid1 ... in the environment.
            Each service has its own part: the same is done by its program, or its image, with the argument migrate.
            Exit codes: 0 all up to date, or with --dry-run all listed; 1 a database was not brought up; 5 not running; 6 a service is not built; 7 does not build.
            """)
        { dryRun, sql, json, only, wait, lockTimeout, noBuild, StateFolder.Option };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            StateFolder.From(parsed),
            new()
            {
                DryRun = parsed.GetValue(dryRun),
                Sql = parsed.GetValue(sql),
                Only = parsed.GetValue(only),
                Wait = parsed.GetValue(wait),
                LockTimeout = parsed.GetValue(lockTimeout),
            },
            parsed.GetValue(noBuild), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(StateFolder folder, MigrateArguments arguments, bool noBuild, bool json, CancellationToken cancellationToken)
    {
        var chosen = Choose(Migrator.All(folder), arguments.Only);
        if (!noBuild && folder.Read() is null)
            await Build.RunAsync("AppHost", !json, cancellationToken);
        var reports = new List<MigrationReport>();
        foreach (var (migrator, database) in chosen)
        {
            var found = await migrator.RunAsync(folder, arguments with { Only = database }, cancellationToken);
            reports.AddRange(found);
            foreach (var report in json ? [] : found)
                Print(report);
        }
        if (json)
            Console.WriteLine(JsonSerializer.Serialize(reports, new JsonSerializerOptions(MigrationReport.Json) { WriteIndented = true }));
        return reports.TrueForAll(report => report.IsGood) ? ExitCode.Done : ExitCode.Failed;
    }

    // A service's name stands for all its databases.
    private static List<(Migrator, string? Database)> Choose(IReadOnlyList<Migrator> all, string? only)
    {
        var chosen = all.Where(migrator => only is null || migrator.Service == only || migrator.Databases.Contains(only))
            .Select(migrator => (migrator, migrator.Service == only ? null : only)).ToList();
        return chosen.Count > 0
            ? chosen
            : throw new CliException(
                $"--only: there is no {only}. There are: {string.Join(", ", all.Select(migrator => migrator.Service).Concat(all.SelectMany(migrator => migrator.Databases)).Distinct())}.",
                ExitCode.Failed);
    }

    private static void Print(MigrationReport report)
    {
        Console.WriteLine($"{report.Database,-14} {report.State switch
        {
            MigrationState.Current => "up to date",
            MigrationState.Pending => $"{report.Steps.Count} to apply",
            MigrationState.Applied => $"{report.Steps.Count} applied",
            MigrationState.Locked => $"locked: {report.Error}",
            MigrationState.Failed => $"failed: {report.Error}",
        }}");
        foreach (var step in report.Steps)
            Console.WriteLine($"  {step}");
        if (report.Sql is { Length: > 0 } sql)
            Console.WriteLine(sql);
    }
}
