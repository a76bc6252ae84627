namespace BidForge.Cli.Setup;

/// <summary>Programs of the distribution that BidForge stands on.</summary>
internal static class Packages
{
    public static readonly Package[] ToRun =
    [
        new("postgresql", () => Directory.Exists("/usr/lib/postgresql") && Directory.EnumerateFiles("/usr/lib/postgresql", "initdb", SearchOption.AllDirectories).Any()),
        new("redis-server", () => Shell.Exists("redis-server")),
        new("rabbitmq-server", () => Shell.Exists("rabbitmq-server")),
    ];

    public static readonly Package[] ToTest =
    [
        .. ToRun,
        // Chromium without windows: the same pages for a quarter less processor time. The whole one will do where it is there.
        new("chromium-headless-shell", () => Shell.Exists("chromium-headless-shell") || Shell.Exists("chromium")),
        new("fonts-liberation", () => Directory.Exists("/usr/share/fonts/truetype")),
        new("pgbouncer", () => Shell.Exists("pgbouncer")),
        new("prometheus", () => Shell.Exists("promtool")),
        new("shellcheck", () => Shell.Exists("shellcheck")),
        new("git", () => Shell.Exists("git")),
        new("curl", () => Shell.Exists("curl")),
        new("nodejs", () => Shell.Exists("node")),
        new("npm", () => Shell.Exists("npm")),
    ];

    /// <summary>Installs what is missing by apt-get, as root or by sudo; where neither is to be had, says what to install.</summary>
    public static async Task EnsureAsync(IEnumerable<Package> wanted, CancellationToken cancellationToken)
    {
        var missing = wanted.Where(p => !p.IsThere()).Select(p => p.Name).ToList();
        if (missing.Count == 0)
            return;

        var names = string.Join(' ', missing);
        if (!Shell.Exists("apt-get"))
            throw new CliException($"Missing here: {names}. Install them with this system's package manager and start again.", ExitCode.Missing);
        string[] prefix = Environment.IsPrivilegedProcess ? [] : await CanSudoAsync(cancellationToken) ? ["sudo", "-n"] : throw new CliException(
            $"Missing here: {names}. Installing needs root: run\n  sudo apt-get update && sudo apt-get install -y {names}\nand start again.", ExitCode.Missing);

        AnsiConsole.MarkupLineInterpolated($"Installing [bold]{names}[/] ...");
        await AptAsync(prefix, ["update"], names, cancellationToken);
        await AptAsync(prefix, ["install", "-y", "--no-install-recommends", .. missing], names, cancellationToken);
        if (wanted.Where(p => !p.IsThere()).Select(p => p.Name).ToList() is { Count: > 0 } still)
            throw new CliException($"apt-get installed {names}, but not found afterwards: {string.Join(' ', still)}.", ExitCode.Missing);
    }

    private static async Task AptAsync(string[] prefix, string[] arguments, string names, CancellationToken cancellationToken)
    {
        // RUNLEVEL=1: the packages must not start services of their own, BidForge runs its own instances.
        string[] command = [.. prefix, "env", "DEBIAN_FRONTEND=noninteractive", "RUNLEVEL=1", "apt-get", .. arguments];
        var (code, output) = await Shell.RunAsync(command[0], command[1..], cancellationToken);
        if (code != 0)
            throw new CliException($"{output.TrimEnd()}\napt-get {arguments[0]} failed (code {code}). Install by hand, then start again: {names}", ExitCode.Missing);
    }

    private static async Task<bool> CanSudoAsync(CancellationToken cancellationToken) =>
        Shell.Exists("sudo") && (await Shell.RunAsync("sudo", ["-n", "true"], cancellationToken)).Code == 0;
}

internal sealed record Package(string Name, Func<bool> IsThere);
