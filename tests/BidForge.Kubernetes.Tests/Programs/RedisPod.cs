using System.Diagnostics;
using BidForge.Kubernetes.Tests.Rendering;

namespace BidForge.Kubernetes.Tests.Programs;

/// <summary>A pod of the stateful set redis, with the scripts and the configuration of its config map: only folders and ports are this machine's.</summary>
internal sealed class RedisPod : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("bidforge-redis-");
    private readonly Process process;
    private readonly int port = FreePort.Choose();

    /// <param name="name">redis-0, the primary, or redis-1.</param>
    /// <param name="password">What the secret brings.</param>
    /// <param name="primary">Of a replica.</param>
    public RedisPod(string name, string password, RedisPod? primary = null)
    {
        foreach (var mount in new[] { "/etc/redis", "/etc/redis-password", "/run/redis", "/data" })
            Directory.CreateDirectory(folder.FullName + mount);
        foreach (var (file, text) in Kubectl.Render("overlays/production").Of("ConfigMap").Single(it => it.Name.StartsWith("redis-", StringComparison.Ordinal)).Json.Map("data"))
            File.WriteAllText(Path.Combine(folder.FullName, "etc", "redis", file), Here(text, primary));
        File.WriteAllText(Path.Combine(folder.FullName, "etc", "redis-password", "password"), password);
        process = Process.Start(Shell("start.sh", name))!;
    }

    /// <summary>What the probe answers: 0 is well.</summary>
    public async Task<int> ProbeAsync()
    {
        using var ping = Process.Start(Shell("ping.sh", ""))!;
        await ping.WaitForExitAsync();
        return ping.ExitCode;
    }

    /// <summary>Asks with the password, or with none.</summary>
    public async Task<string> AskAsync(string? password, params string[] command)
    {
        var start = new ProcessStartInfo("redis-cli", ["-p", $"{port}", .. command]) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (password is not null)
            start.Environment["REDISCLI_AUTH"] = password;
        using var asked = Process.Start(start)!;
        return await asked.StandardOutput.ReadToEndAsync();
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
        folder.Delete(recursive: true);
    }

    private string Here(string text, RedisPod? primary) => text
        .Replace("redis-0.redis 6379", $"127.0.0.1 {primary?.port}", StringComparison.Ordinal)
        .Replace("port 6379", $"port {port}", StringComparison.Ordinal)
        .Replace("bind * -::*", "bind 127.0.0.1", StringComparison.Ordinal)
        .Replace("redis-cli ping", $"redis-cli -p {port} ping", StringComparison.Ordinal)
        .Replace("dir /data", $"dir {folder.FullName}/data", StringComparison.Ordinal)
        .Replace("/etc/redis", $"{folder.FullName}/etc/redis", StringComparison.Ordinal)
        .Replace("/run/redis", $"{folder.FullName}/run/redis", StringComparison.Ordinal);

    private ProcessStartInfo Shell(string script, string pod)
    {
        var start = new ProcessStartInfo("sh", [Path.Combine(folder.FullName, "etc", "redis", script)]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["POD_NAME"] = pod;
        return start;
    }
}
