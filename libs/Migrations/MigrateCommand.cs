using System.Text.Json;
using Npgsql;

namespace BidForge.Migrations;

/// <summary>
/// <c>migrate</c> on a service's command line: brings its databases up and ends, instead of serving. The image that serves is the one that migrates,
/// so that a roll-out needs nothing else.
/// </summary>
public static class MigrateCommand
{
    /// <summary>How long <c>--wait</c> waits for a database to answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <param name="args">The program's, from <c>migrate</c> on.</param>
    /// <param name="open">The service's databases, connected as the arguments say.</param>
    /// <returns>The process's exit code: 0 when every database is where it should be, 1 when one is not, 2 when the arguments are not understood.</returns>
    public static async Task<int> RunAsync(string[] args, Func<MigrateArguments, IEnumerable<IMigratedDatabase>> open)
    {
        try
        {
            var arguments = MigrateArguments.Parse(args.Skip(1));
            var good = true;
            foreach (var database in open(arguments))
                await using (database)
                {
                    if (arguments.Only is { } only && only != database.Name)
                        continue;
                    var report = await MigrateAsync(database, arguments);
                    await Console.Out.WriteLineAsync(JsonSerializer.Serialize(report, MigrationReport.Json));
                    good &= report.IsGood;
                }
            return good ? 0 : 1;
        }
        catch (FormatException misunderstood)
        {
            await Console.Error.WriteLineAsync(misunderstood.Message);
            return 2;
        }
    }

    private static async Task<MigrationReport> MigrateAsync(IMigratedDatabase database, MigrateArguments arguments)
    {
        var giveUp = TimeProvider.System.GetUtcNow() + (arguments.Wait ? Patience : TimeSpan.Zero);
        while (true)
        {
            try
            {
                return await OnceAsync(database, arguments);
            }
            catch (Exception fault) when (Cause(fault) is { } cause)
            {
                if (cause is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable })
                    return new(database.Name, MigrationState.Locked, [], Error: $"Somebody else held a lock for more than {arguments.LockTimeout} s. Try again.");
                if (!MayPass(cause) || TimeProvider.System.GetUtcNow() >= giveUp)
                    return new(database.Name, MigrationState.Failed, [], Error: cause.Message);
                await Task.Delay(TimeSpan.FromSeconds(1));
            }
        }
    }

    private static async Task<MigrationReport> OnceAsync(IMigratedDatabase database, MigrateArguments arguments)
    {
        var pending = await database.PendingAsync(CancellationToken.None);
        var sql = arguments.Sql ? string.Join("\n", pending.Select(step => $"-- {step.Name}\n{step.Sql.Trim()}\n")) : null;
        if (arguments.DryRun)
            return new(database.Name, pending.Count is 0 ? MigrationState.Current : MigrationState.Pending, [.. pending.Select(step => step.Name)], sql);
        var applied = await database.ApplyAsync(CancellationToken.None);
        return new(database.Name, applied.Count is 0 ? MigrationState.Current : MigrationState.Applied, applied, sql);
    }

    // EF wraps what a server says; what is no server's doing is a fault of the program and ends it.
    private static NpgsqlException? Cause(Exception fault) => fault switch
    {
        NpgsqlException server => server,
        { InnerException: { } inner } => Cause(inner),
        _ => null,
    };

    // A server that was just made has neither the database nor the login yet, and of a login that is not there it says that the password is wrong.
    private static bool MayPass(NpgsqlException fault) => fault is not PostgresException refused
        || refused.IsTransient
        || refused.SqlState is PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification;
}
