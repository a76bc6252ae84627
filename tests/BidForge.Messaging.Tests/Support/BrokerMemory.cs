using System.Diagnostics;
using Aspire.Hosting.Testing;

namespace BidForge.Messaging.Tests.Support;

/// <summary>Lets the broker be short of memory, as its own tool does: it takes logins, and no messages.</summary>
internal static class BrokerMemory
{
    public static Task ExhaustAsync(Servers servers) => SetAsync(servers, "1");

    public static Task GiveBackAsync(Servers servers) => SetAsync(servers, "512MB");

    private static async Task SetAsync(Servers servers, string most)
    {
        var home = servers.App.FoldersOf().SelectMany(folder => Directory.EnumerateFiles(folder, ".erlang.cookie", SearchOption.AllDirectories)).First();
        var start = new ProcessStartInfo("rabbitmqctl")
        {
            ArgumentList = { "--node", "bidforge@localhost", "--erlang-cookie", (await File.ReadAllTextAsync(home)).Trim(), "set_vm_memory_high_watermark", "absolute", most },
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["ERL_EPMD_PORT"] = $"{servers.App.GetEndpoint("rabbitmq", "epmd").Port}";
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync() + await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode is 0, said);
    }
}
