using System.Diagnostics;
using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace BidForge.AppHost.Native.Running;

/// <summary>One process of a resource: started when what it waits for is healthy, watched, started again when it ends, stopped on demand.</summary>
internal sealed class Instance(ProcessResource resource, int replica, RunContext run, Board board, Leftovers leftovers)
{
    private readonly Lock setting = new();
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(0.25);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(5);

    private readonly LogFile log = new(Path.Combine(run.LogFolder, NameOf(resource, replica) + ".log"));
    private CancellationTokenSource stopping = new();
    private Task supervision = Task.CompletedTask;
    private ChildProcess? process;
    private bool hasWaited;
    private bool discarded;

    public ProcessResource Resource => resource;

    public ReplicaState State { get; private set; } = new(NameOf(resource, replica), RunState.Waiting, null, new Dictionary<string, string>(), 0, null, null);

    public void Start()
    {
        if (!supervision.IsCompleted)
            return;
        stopping = new CancellationTokenSource();
        var endpoints = resource.Endpoints.ToDictionary(e => e.Name, e => e.Url(replica));
        Set(s => s with { State = RunState.Waiting, Endpoints = endpoints, Restarts = 0, Error = null });
        supervision = Task.Run(() => SuperviseAsync(stopping.Token));
    }

    public async Task StopAsync()
    {
        if (supervision.IsCompleted)
            return;
        Set(s => s with { State = RunState.Stopping });
        await stopping.CancelAsync();
        await supervision;
    }

    /// <summary>Ends it without the time that a clean stop takes: nothing of it is wanted any more.</summary>
    public Task DiscardAsync()
    {
        discarded = true;
        return StopAsync();
    }

    /// <summary>As a crash would: the process group is gone at once, and is started again like after any crash.</summary>
    public async Task KillAsync()
    {
        if (process is not { Exited.IsCompleted: false } running)
            return;
        running.Kill();
        await running.Exited;
        // At once, so that whoever waits for health from here on waits for the next life.
        Set(s => s with { State = RunState.Restarting });
    }

    private static string NameOf(ProcessResource resource, int replica) =>
        resource.Replicas == 1 ? resource.Name : $"{resource.Name}-{replica.ToString(CultureInfo.InvariantCulture)}";

    private async Task SuperviseAsync(CancellationToken stop)
    {
        var delay = FirstDelay;
        try
        {
            // Before the first life only: a process that is started again copes with what is down, as it would have had it lived on.
            if (!hasWaited)
                await board.WaitForHealthyAsync(resource.WaitsFor.Select(r => r.Host), stop);
            hasWaited = true;
            while (true)
            {
                var lived = Stopwatch.StartNew();
                var error = await RunOnceAsync(stop);
                stop.ThrowIfCancellationRequested();
                if (lived.Elapsed > TimeSpan.FromSeconds(30))
                    delay = FirstDelay;
                log.WriteLine($"{error}; starting again in {delay.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s");
                Set(s => s with { State = RunState.Restarting, Pid = null, SecondsToHealthy = null, Restarts = s.Restarts + 1, Error = error });
                await Task.Delay(delay, stop);
                delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
        finally
        {
            Set(s => s with { State = RunState.Stopped, Pid = null, SecondsToHealthy = null });
        }
    }

    /// <summary>One life of the process; returns why it ended.</summary>
    private async Task<string> RunOnceAsync(CancellationToken stop)
    {
        var name = State.Name;
        try
        {
            Set(s => s with { State = RunState.Starting });
            var launch = await resource.PrepareAsync(run, replica, stop);
            stop.ThrowIfCancellationRequested();
            process = await Spawner.StartAsync(launch, log);
            leftovers.Record(name, process.Pid, process.StartTime);
            Set(s => s with { Pid = process.Pid });
            await WatchAsync(process, stop);
            await process.Exited.WaitAsync(stop);
            return $"{name} ended with code {process.ExitCode}";
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            return failure.Message;
        }
        finally
        {
            if (process is { } running)
            {
                await running.StopAsync(discarded ? resource.DiscardSignal : resource.StopSignal, run.Throwaway ? resource.Grace / 3 : resource.Grace);
                leftovers.Forget(name);
                process = null;
            }
        }
    }

    /// <summary>Asks after the process's health for as long as it lives.</summary>
    private async Task WatchAsync(ChildProcess watched, CancellationToken stop)
    {
        var sinceStart = Stopwatch.StartNew();
        var prepared = false;
        while (!watched.Exited.IsCompleted)
        {
            var problem = await ProbeAsync(stop);
            if (problem is null && !prepared)
            {
                await resource.AfterStartAsync(run, stop);
                prepared = true;
            }

            if (problem is null && !watched.Exited.IsCompleted)
                Set(s => s with { State = RunState.Healthy, Error = null, SecondsToHealthy = s.SecondsToHealthy ?? Math.Round(sinceStart.Elapsed.TotalSeconds, 1) });
            else if (prepared)
                Set(s => s with { State = RunState.Unhealthy, Error = problem });
            var pause = State.State is RunState.Healthy ? TimeSpan.FromSeconds(3) : TimeSpan.FromSeconds(0.15);
            await Task.WhenAny(watched.Exited, Task.Delay(pause, stop));
            stop.ThrowIfCancellationRequested();
        }
    }

    private async Task<string?> ProbeAsync(CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(ProbeTimeout);
        try
        {
            return await resource.IsHealthyAsync(run, replica, patience.Token) ? null : $"{State.Name} says that it is not healthy";
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            return failure.Message;
        }
    }

    private void Set(Func<ReplicaState, ReplicaState> change)
    {
        lock (setting)
        {
            var before = State;
            State = change(before);
            if (before == State)
                return;
        }
        board.Changed();
    }
}
