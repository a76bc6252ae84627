using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace BidForge.Load.Submitting;

/// <summary>PostgreSQL's own load generator: what the server can do when nobody is in between.</summary>
internal static partial class Pgbench
{
    private const string Packages = "/usr/lib/postgresql";

    /// <returns>Transactions per second once all clients were connected, their mean in milliseconds, and how many there were.</returns>
    public static async Task<(double PerSecond, double Mean, double Count)> RunAsync(string connection, string script, int clients, int seconds, CancellationToken ct)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, script, ct);
        try
        {
            var database = new NpgsqlConnectionStringBuilder(connection);
            string[] arguments =
            [
                "-n", "-M", "prepared", "-f", file, "-h", database.Host!, "-p", Number(database.Port), "-U", database.Username!,
                "-c", Number(clients), "-j", Number(Math.Min(clients, Environment.ProcessorCount)), "-T", Number(seconds), database.Database!,
            ];
            var start = new ProcessStartInfo(Find(), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment["PGPASSWORD"] = database.Password;
            using var process = Process.Start(start)!;
            await using var end = ct.Register(() => process.Kill());
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(ct), process.StandardError.ReadToEndAsync(ct));
            await process.WaitForExitAsync(ct);
            if (process.ExitCode is not 0)
                throw new LoadFailure($"pgbench failed: {await errors}");
            return (Read(Tps(), await output), Read(Latency(), await output), Read(Processed(), await output));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Find() => Directory.Exists(Packages)
        ? Directory.GetFiles(Packages, "pgbench", SearchOption.AllDirectories).Order(StringComparer.Ordinal).LastOrDefault() ?? "pgbench"
        : "pgbench";

    private static double Read(Regex figure, string output) =>
        figure.Match(output) is { Success: true } match ? double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : throw new LoadFailure($"pgbench said: {output}");

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"tps = ([\d.]+)")]
    private static partial Regex Tps();

    [GeneratedRegex(@"number of transactions actually processed: (\d+)")]
    private static partial Regex Processed();

    [GeneratedRegex(@"latency average = ([\d.]+) ms")]
    private static partial Regex Latency();
}
