using System.Diagnostics;

namespace BidForge.AppHost.Tests.Native;

public sealed class PortsTests
{
    [Fact]
    public async Task Two_processes_never_choose_the_same_port()
    {
        var port = Ports.Free([]);
        var claim = Path.Combine(Path.GetTempPath(), $"bidforge-ports-{Environment.UserName}", $"{port}");
        // flock is what .NET's FileShare.None takes: another process cannot have it while this one lives.
        using var other = Process.Start("flock", ["--nonblock", claim, "true"]);
        await other.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.NotEqual(0, other.ExitCode);
        Assert.True(Ports.IsFree(port));
    }
}
