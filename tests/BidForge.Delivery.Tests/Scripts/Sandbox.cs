using System.Diagnostics;

namespace BidForge.Delivery.Tests.Scripts;

/// <summary>A folder with programs that only write down how they were called, in place of those that would do it.</summary>
internal sealed class Sandbox : IDisposable
{
    // A program that starts holds for a moment what this process has open: a script that is being written could not be run then ("text file busy").
    private static readonly Lock Writing = new();

    private readonly Dictionary<string, string> environment = [];

    public Sandbox()
    {
        Directory.CreateDirectory(Bin);
        environment["CALLS"] = At("calls");
        environment["SANDBOX"] = Folder;
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("bidforge-script-").FullName;

    /// <summary>Calls of the stand-ins so far, a line each, in order.</summary>
    public List<string> Calls => File.Exists(At("calls")) ? [.. File.ReadAllLines(At("calls"))] : [];

    public string this[string variable]
    {
        set => environment[variable] = value;
    }

    private string Bin => At("bin");

    public string At(string name) => Path.Combine(Folder, name);

    /// <summary>A program that is found before the real one: what it is called with is written down, then <paramref name="does"/> runs.</summary>
    public void StandIn(string program, string does)
    {
        WriteScript(Path.Combine(Bin, program), $"#!/usr/bin/env bash\necho \"{program} $*\" >> \"$CALLS\"\n{does}\n");
    }

    public static void WriteScript(string path, string text)
    {
        lock (Writing)
        {
            File.WriteAllText(path, text);
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public static void CopyScript(string from, string to)
    {
        lock (Writing)
            File.Copy(from, to);
    }

    public static Process Start(ProcessStartInfo start)
    {
        lock (Writing)
            return Process.Start(start)!;
    }

    public async Task<(int Code, string Output, string Errors)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        start.Environment["PATH"] = $"{Bin}:{Environment.GetEnvironmentVariable("PATH")}";
        using var process = Start(start);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await errors);
    }

    /// <summary>Runs one of .github/scripts.</summary>
    public Task<(int Code, string Output, string Errors)> ScriptAsync(string name, params string[] arguments) =>
        RunAsync(Repository.Path($".github/scripts/{name}"), arguments);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
