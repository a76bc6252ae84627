using System.Data.Common;
using System.Globalization;
using Npgsql;

namespace BidForge.Migrations;

/// <summary>What follows <c>migrate</c> on a service's command line.</summary>
public sealed record MigrateArguments
{
    public const int DefaultLockTimeout = 30;

    /// <summary>Longer than this, and the driver's own time limit would come first.</summary>
    public const int LongestLockTimeout = 240;

    public bool DryRun { get; init; }

    public bool Sql { get; init; }

    /// <summary>One database by name; all of the service when null.</summary>
    public string? Only { get; init; }

    /// <summary>Try again while a database does not answer.</summary>
    public bool Wait { get; init; }

    /// <summary>Seconds that a step may wait for a lock, before bidders wait for the step.</summary>
    public int LockTimeout { get; init; } = DefaultLockTimeout;

    /// <exception cref="FormatException">The arguments are none of these.</exception>
    public static MigrateArguments Parse(IEnumerable<string> given)
    {
        var parsed = new MigrateArguments();
        var rest = new Queue<string>(given);
        while (rest.TryDequeue(out var argument))
            parsed = argument switch
            {
                "--dry-run" => parsed with { DryRun = true },
                "--sql" => parsed with { Sql = true },
                "--wait" => parsed with { Wait = true },
                "--only" when rest.TryDequeue(out var name) => parsed with { Only = name },
                "--lock-timeout" when rest.TryDequeue(out var text) && Seconds(text) is { } seconds => parsed with { LockTimeout = seconds },
                _ => throw new FormatException($"migrate takes --dry-run, --sql, --only NAME, --wait and --lock-timeout 1..{LongestLockTimeout}, not {argument}."),
            };
        return parsed;
    }

    /// <summary>The words for a service's command line that say the same.</summary>
    public IEnumerable<string> ToArguments()
    {
        if (DryRun)
            yield return "--dry-run";
        if (Sql)
            yield return "--sql";
        if (Wait)
            yield return "--wait";
        if (Only is not null)
        {
            yield return "--only";
            yield return Only;
        }
        yield return "--lock-timeout";
        yield return LockTimeout.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The same address, with these time limits on every lock that its sessions wait for. Work that has its locks may take as long as it takes.</summary>
    public string Limit(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "migrate", CommandTimeout = 0 };
        if (!new DbConnectionStringBuilder { ConnectionString = connectionString }.ContainsKey("Timeout"))
            settings.Timeout = 5;
        settings.Options = string.Create(CultureInfo.InvariantCulture, $"{settings.Options} -c lock_timeout={LockTimeout * 1000}").Trim();
        return settings.ConnectionString;
    }

    private static int? Seconds(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 1 and <= LongestLockTimeout ? seconds : null;
}
