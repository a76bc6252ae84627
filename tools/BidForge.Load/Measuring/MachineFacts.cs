using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Npgsql;

namespace BidForge.Load.Measuring;

/// <summary>Where and of what something was measured.</summary>
/// <param name="LoadBefore">The machine's load average over a minute before the measurement began; well above 0 means that others were at work.</param>
public sealed record MachineFacts(
    string Processor, int Cores, double MemoryGiB, string Kernel, double LoadBefore, string DotNet, string PostgreSql, string RabbitMq, string Redis, string Commit, DateTimeOffset MeasuredAt)
{
    public bool IsBusy => LoadBefore > 0.5 * Cores;

    /// <summary>The load average now; read it before a system is started for the measurement.</summary>
    public static double Load() => double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture);

    public static async Task<MachineFacts> ReadAsync(LoadTarget target, double loadBefore, CancellationToken ct)
    {
        await using var database = NpgsqlDataSource.Create(target.Databases[target.Shards[0]]);
        await using var version = database.CreateCommand("select current_setting('server_version')");
        return new(
            After("/proc/cpuinfo", "model name"), Environment.ProcessorCount,
            Math.Round(double.Parse(After("/proc/meminfo", "MemTotal").Split(' ')[0], CultureInfo.InvariantCulture) / 1048576, 1),
            File.ReadAllText("/proc/sys/kernel/osrelease").Trim(), loadBefore, RuntimeInformation.FrameworkDescription,
            (string)(await version.ExecuteScalarAsync(ct))!, await SayAsync("dpkg-query", ct, "-W", "-f", "${Version}", "rabbitmq-server"),
            await SayAsync("dpkg-query", ct, "-W", "-f", "${Version}", "redis-server"),
            await SayAsync("git", ct, "-C", AppContext.BaseDirectory, "rev-parse", "--short", "HEAD"), TimeProvider.System.GetUtcNow());
    }

    private static string After(string file, string name) =>
        File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "unknown";

    private static async Task<string> SayAsync(string program, CancellationToken ct, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var said = await process.StandardOutput.ReadToEndAsync(ct);
            await process.WaitForExitAsync(ct);
            return process.ExitCode is 0 ? said.Trim() : "unknown";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "unknown";
        }
    }
}
