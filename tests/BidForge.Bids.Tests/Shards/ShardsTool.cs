using System.Diagnostics;

namespace BidForge.Bids.Tests.Shards;

/// <summary><c>./bidforge shards</c> as a person runs it, told by environment where the shards are.</summary>
internal sealed class ShardsTool(IReadOnlyDictionary<string, string> settings)
{
    /// <summary>Runs it to its end.</summary>
    public async Task<(int ExitCode, string Said)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await said + await complained);
    }

    /// <summary>Kills it, as nothing can be caught, when it says so; true when it had not ended before.</summary>
    public async Task<bool> KillAtAsync(string word, params string[] arguments)
    {
        using var process = Start(arguments);
        _ = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (line.Contains(word, StringComparison.Ordinal))
            {
                process.Kill();
                await process.WaitForExitAsync();
                return process.ExitCode is not 0;
            }
        return false;
    }

    private Process Start(string[] arguments)
    {
        var start = new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "..", "..", "BidForge.Cli", "release", "bidforge.dll"), "shards", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings.Where(setting => setting.Key.StartsWith("ConnectionStrings:bid", StringComparison.Ordinal)))
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        return Process.Start(start)!;
    }
}
