using System.Diagnostics;
using System.Text;
using Npgsql;

namespace BidForge.Monitoring.Tests.Secrecy.Dump;

/// <summary>A full dump of a server, as a backup has it: all databases and roles, bytea in hex.</summary>
internal static class Databases
{
    public static async Task<string> DumpAsync(string connectionString, CancellationToken cancellationToken)
    {
        var server = new NpgsqlConnectionStringBuilder(connectionString);
        var start = new ProcessStartInfo(Program("pg_dumpall"), ["-h", server.Host!, "-p", $"{server.Port}", "-U", server.Username!, "--no-password"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.Latin1,
        };
        start.Environment["PGPASSWORD"] = server.Password;
        using var dump = Process.Start(start)!;
        var (text, errors) = (dump.StandardOutput.ReadToEndAsync(cancellationToken), dump.StandardError.ReadToEndAsync(cancellationToken));
        await dump.WaitForExitAsync(cancellationToken);
        Assert.True(dump.ExitCode is 0, await errors);
        return await text;
    }

    // Debian keeps the programs of each version in a folder of its own.
    private static string Program(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, name)).Where(path => !path.StartsWith("/usr/bin/", StringComparison.Ordinal))
            .Concat(Directory.Exists("/usr/lib/postgresql") ? Directory.EnumerateDirectories("/usr/lib/postgresql").OrderDescending().Select(folder => Path.Combine(folder, "bin", name)) : [])
            .Append($"/usr/bin/{name}")
            .First(File.Exists);
}
