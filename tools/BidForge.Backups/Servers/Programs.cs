using System.Diagnostics;

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
    public static async Task RunAsync(ProcessStartInfo start, Stream? output, CancellationToken cancellationToken)
    {
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        await using var end = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
        var said = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.StandardOutput.BaseStream.CopyToAsync(output ?? Stream.Null, 1 << 16, cancellationToken);
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        await process.WaitForExitAsync(CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
        if (process.ExitCode != 0)
            throw new BackupFailure($"{Path.GetFileName(start.ArgumentList.FirstOrDefault(a => a.StartsWith(Machine.PostgresBin, StringComparison.Ordinal)) ?? start.FileName)} failed: {(await said).Trim()}");
    }

    public static Task GiveToServerUserAsync(string path, CancellationToken cancellationToken) => ServerUser is { } user
        ? RunAsync(Describe("chown", ["-R", $"{user}:{user}", path]), null, cancellationToken)
        : Task.CompletedTask;
}
