using System.Runtime.InteropServices;
using BidForge.AppHost.Native.Running;

namespace Aspire.Hosting;

/// <summary>A described application that can be started and stopped.</summary>
public sealed class DistributedApplication : IAsyncDisposable
{
    /// <summary>Set while a test reads the description: the builder is handed over and nothing runs.</summary>
    internal static readonly AsyncLocal<Action<DistributedApplicationBuilder>?> Described = new();

    private readonly DistributedApplicationBuilder builder;
    private Orchestrator? orchestrator;

    internal DistributedApplication(DistributedApplicationBuilder builder) => this.builder = builder;

    /// <summary>Tells when resources become healthy.</summary>
    public ResourceNotificationService ResourceNotifications => new(Orchestrator);

    internal Orchestrator Orchestrator => orchestrator ?? throw new InvalidOperationException("The application has not been started.");

    internal IEnumerable<IResource> Resources => builder.Resources;

    public static IDistributedApplicationBuilder CreateBuilder(string[] args) => new DistributedApplicationBuilder(args);

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        orchestrator = Orchestrator.Create(builder);
        await orchestrator.StartAsync(cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (orchestrator is not null)
            await orchestrator.StopAsync(cancellationToken);
    }

    public void Run() => RunAsync().GetAwaiter().GetResult();

    /// <summary>Starts everything, waits for SIGINT, SIGTERM or the token, stops everything in reverse order.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        if (Described.Value is { } described)
        {
            described(builder);
            return;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            await StartAsync(stop.Token);
            await Task.Delay(Timeout.Infinite, stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }
        catch (StartRefusedException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            Environment.ExitCode = refused.ExitCode;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
        finally
        {
            await DisposeAsync();
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (orchestrator is not null)
            await orchestrator.DisposeAsync();
    }
}
