using System.Diagnostics;
using System.Text.Json;
using BidForge.AppHost.Tests.Cli;

[assembly: AssemblyFixture(typeof(RunningCli))]

namespace BidForge.AppHost.Tests.Cli;

/// <summary>A part of the system, started once by the tool itself and left running.</summary>
public sealed class RunningCli : IAsyncLifetime
{
    public string Folder { get; } = Path.Combine(Path.GetTempPath(), $"bidforge-test-{Environment.ProcessId}-{Guid.NewGuid():N}");

    /// <summary>What <c>up</c> itself said for programs.</summary>
    public JsonElement Summary { get; private set; }

    public async ValueTask InitializeAsync()
    {
        var (code, said, errors) = await RunAsync("up", "--detach", "--no-build", "--json", "--port", "0", "--only", "rabbitmq,redis,mail,gateway", "--state-dir", Folder);
        Assert.True(code == 0, said + errors);
        Summary = JsonElement.Parse(said);
    }

    /// <summary>Runs a verb to its end.</summary>
    public static Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments) => RunAsync(new Dictionary<string, string>(), arguments);

    /// <summary>Runs a verb to its end, with more in its environment.</summary>
    public static async Task<(int Code, string Output, string Errors)> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var tool = Path.Combine(Path.GetDirectoryName(Repository.Output("BidForge.Cli"))!, "bidforge.dll");
        var start = new ProcessStartInfo(Machine.Dotnet, [tool, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync("down", "--state-dir", Folder);
        var (code, _, errors) = await RunAsync("reset", "--yes", "--state-dir", Folder);
        Assert.True(code == 0, errors);
        Assert.False(Directory.Exists(Folder));
    }
}
