using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace BidForge.Testing.Hosting;

/// <summary>
/// One more process of a service, with the settings that a test gives it: a second replica, another key, an address where nobody answers.
/// It is the service as built, on a free port.
/// </summary>
public sealed partial class ServiceProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly StringBuilder log = new();
    private readonly TaskCompletionSource<Uri> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServiceProcess(Process process) => this.process = process;

    public Uri Address { get; private set; } = null!;

    /// <summary>Everything it has said so far.</summary>
    public string Log
    {
        get
        {
            lock (log)
                return log.ToString();
        }
    }

    /// <param name="project">BidForge.Auth, BidForge.Gateway, ...</param>
    /// <param name="settings">Environment variables.</param>
    /// <param name="port">0: a free one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<ServiceProcess> StartAsync(
        string project, IReadOnlyDictionary<string, string> settings, int port = 0, CancellationToken cancellationToken = default)
    {
        var service = Run(project, settings, port);
        try
        {
            var first = await Task.WhenAny(service.listening.Task, service.process.WaitForExitAsync(cancellationToken)).WaitAsync(Eventually.Patience, cancellationToken);
            if (first != service.listening.Task)
                throw new InvalidOperationException($"{project} ended at start:\n{service.Log}");
            service.Address = await service.listening.Task;
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs it until it ends by itself, which it must; answers what it said.</summary>
    public static async Task<string> FailAsync(string project, IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken = default)
    {
        await using var service = Run(project, settings, 0);
        await service.process.WaitForExitAsync(cancellationToken).WaitAsync(Eventually.Patience, cancellationToken);
        return service.Log;
    }

    public HttpClient CreateHttpClient() => new() { BaseAddress = Address };

    /// <summary>SIGKILL.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static ServiceProcess Run(string project, IReadOnlyDictionary<string, string> settings, int port)
    {
        var bin = AppContext.BaseDirectory.TrimEnd('/');
        var assembly = Path.Combine(bin, "..", "..", project, Path.GetFileName(bin), project + ".dll");
        var start = new ProcessStartInfo("dotnet", [Path.GetFullPath(assembly)]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_URLS"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        start.Environment["DOTNET_gcServer"] = "0";
        // Else it would watch everything below the folder for temporary files, where other tests' servers keep their data.
        start.Environment["DOTNET_hostBuilder__reloadConfigOnChange"] = "false";
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        var service = new ServiceProcess(new Process { StartInfo = start });
        service.process.OutputDataReceived += service.Hear;
        service.process.ErrorDataReceived += service.Hear;
        service.process.Start();
        service.process.BeginOutputReadLine();
        service.process.BeginErrorReadLine();
        return service;
    }

    private void Hear(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is not { } text)
            return;
        lock (log)
            log.AppendLine(text);
        if (ListeningOn().Match(text) is { Success: true } match)
            listening.TrySetResult(new Uri(match.Groups[1].Value));
    }

    [GeneratedRegex(@"Now listening on: (http://[^\s""]+)")]
    private static partial Regex ListeningOn();
}
