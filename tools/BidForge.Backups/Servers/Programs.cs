using System.Diagnostics;
using System.Globalization;

namespace BidForge.Backups.Servers;

/// <summary>Runs PostgreSQL's own programs, as the user that its servers run as.</summary>
internal static class Programs
{
    /// <summary>PostgreSQL refuses root: root starts it as the package's user.</summary>
    public static string? ServerUser => Machine.IsRoot && Machine.User("postgres") is not null ? "postgres" : null;

    public static ProcessStartInfo Describe(string file, IEnumerable<string> arguments, string? user = null) => new(
        user is null ? file : "setpriv",
        user is null ? arguments : ["--reuid", user, "--regid", user, "--init-groups", "--", file, .. arguments])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        WorkingDirectory = "/",
    };

    /// <param name="start">What to run.</param>
    /// <param name="output">Gets what it writes; null throws it away.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="silence">How long it may write nothing before it is ended; without, as long as it likes.</param>
    /// <exception cref="BackupFailure">It failed, or was silent for too long: with what it said on standard error.</exception>
    public static async Task RunAsync(ProcessStartInfo start, Stream? output, CancellationToken cancellationToken, TimeSpan? silence = null)
    {
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var silent = new CancellationTokenSource();
        await using var quiet = silent.Token.Register(() => process.Kill(entireProcessTree: true));
        await using var end = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
        var said = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            var buffer = new byte[1 << 16];
            while (true)
            {
                silent.CancelAfter(silence ?? Timeout.InfiniteTimeSpan);
                var count = await process.StandardOutput.BaseStream.ReadAsync(buffer, cancellationToken);
                silent.CancelAfter(Timeout.InfiniteTimeSpan);
                if (count is 0)
                    break;
                await (output ?? Stream.Null).WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            }
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        await process.WaitForExitAsync(CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
        var program = Path.GetFileName(start.ArgumentList.FirstOrDefault(a => a.StartsWith(Machine.PostgresBin, StringComparison.Ordinal)) ?? start.FileName);
        var words = (await said).Trim();
        if (silent.IsCancellationRequested)
            throw new BackupFailure(string.Create(CultureInfo.InvariantCulture, $"{program} did not go on for {silence!.Value.TotalSeconds:0} s and was ended: see the server's own log, and pg_stat_archiver. {words}"));
        if (process.ExitCode != 0)
            throw new BackupFailure($"{program} failed: {words}");
    }

    public static Task GiveToServerUserAsync(string path, CancellationToken cancellationToken) => ServerUser is { } user
        ? RunAsync(Describe("chown", ["-R", $"{user}:{user}", path]), null, cancellationToken)
        : Task.CompletedTask;
}
