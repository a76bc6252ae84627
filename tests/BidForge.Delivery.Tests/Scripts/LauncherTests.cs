namespace BidForge.Delivery.Tests.Scripts;

public sealed class LauncherTests
{
    [Fact]
    public async Task What_a_build_leaves_running_does_not_keep_the_next_one_waiting()
    {
        using var sandbox = new Sandbox();
        Directory.CreateDirectory(sandbox.At("repository"));
        Sandbox.CopyScript(Repository.Path("bidforge"), sandbox.At("repository/bidforge"));
        // A compiler stays behind for the next build, with every file that it was started with still open.
        sandbox.StandIn("dotnet", """
            case "$1" in
                --list-sdks) echo "10.0.100 [/sdk]" ;;
                build)
                    ls -l "/proc/$$/fd" | grep bidforge.lock > "$SANDBOX/held"
                    mkdir -p "$SANDBOX/repository/artifacts/bin/BidForge.Cli/release"
                    touch "$SANDBOX/repository/artifacts/bin/BidForge.Cli/release/bidforge.dll"
                    ;;
            esac
            """);
        var (code, _, errors) = await sandbox.RunAsync(sandbox.At("repository/bidforge"), "status");
        Assert.True(code is 0, errors);
        Assert.EndsWith("bidforge.dll status", sandbox.Calls[^1]);
        Assert.Equal("", await File.ReadAllTextAsync(sandbox.At("held"), TestContext.Current.CancellationToken));
    }
}
