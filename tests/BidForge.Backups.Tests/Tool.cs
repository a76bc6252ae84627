using System.Diagnostics;

namespace BidForge.Backups.Tests;

/// <summary>./bidforge, as somebody calls it.</summary>
internal static class Tool
{
    // No call of a test takes a minute; one that hangs is to say what it had said.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public static async Task<string> ExpectAsync(params string[] arguments)
    {
        var (code, output, errors) = await RunAsync(arguments);
        Assert.True(code == 0, $"{string.Join(' ', arguments)}: {code}\n{output}\n{errors}");
        return output;
    }

    public static Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments) => RunAsync(new Dictionary<string, string>(), arguments);

    public static async Task<(int Code, string Output, string Errors)> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var process = Start(environment, arguments);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{string.Join(' ', arguments)} did not end:\n{await output}\n{await errors}");
        }
        return (process.ExitCode, await output, await errors);
    }

    /// <summary>Runs on; what it says is the caller's to read.</summary>
    public static Process Start(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var tool = Path.Combine(Path.GetDirectoryName(Repository.Output("BidForge.Cli"))!, "bidforge.dll");
        var start = new ProcessStartInfo("dotnet", [tool, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }
}
