using System.Diagnostics;

namespace BidForge.AppHost.Tests.Native;

public sealed class NothingStaysTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_throw_away_run_leaves_no_process_no_port_and_no_data(bool stoppedFirst)
    {
        var builder = Model.Create();
        builder.AddRedis("redis");
        builder.AddPostgres("postgres");
        builder.AddSink("sink");
        var app = builder.Build();
        await app.StartAsync(Stop);
        foreach (var name in new[] { "redis", "postgres", "sink" })
            await app.ResourceNotifications.WaitForResourceHealthyAsync(name, Stop);
        var processes = new[] { "redis", "postgres", "sink" }.SelectMany(app.ProcessesOf).ToList();
        var ports = new[] { "redis", "postgres", "sink" }.Select(n => app.GetEndpoint(n).Port).ToList();
        var folder = app.Orchestrator.Run.StateFolder;

        if (stoppedFirst)
            await app.StopAsync(Stop);
        await app.DisposeAsync();

        Assert.Equal(3, processes.Count);
        Assert.All(processes, pid => Assert.Null(ProcessTable.StartTime(pid)));
        Assert.All(processes, pid => Assert.Empty(ProcessTable.Group(pid)));
        Assert.All(ports, port => Assert.True(Ports.IsFree(port)));
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task A_killed_app_host_takes_everything_along_and_the_next_one_goes_on_with_the_data()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"bidforge-test-{Environment.ProcessId}-{Guid.NewGuid():N}");
        using var first = StartHost(folder, "postgres,rabbitmq,redis,mail");
        var state = await HealthyAsync(folder, first.Id);
        var processes = state.Resources.SelectMany(r => r.Replicas).Select(r => r.Pid!.Value).ToList();
        Assert.Equal(4, processes.Count);

        first.Kill();
        await first.WaitForExitAsync(Stop);

        await Eventually.TrueAsync(
            () => Task.FromResult(processes.All(pid => ProcessTable.StartTime(pid) is null && !ProcessTable.Group(pid).Any())), "nothing is left", Stop);
        Assert.All(state.Resources, r => Assert.True(Ports.IsFree(new Uri(r.Url!).Port)));

        using var second = StartHost(folder, "postgres,redis,mail");
        await HealthyAsync(folder, second.Id);
        Signals.Send(second.Id, Signal.Terminate);
        await second.WaitForExitAsync(Stop);
        Assert.Equal(0, second.ExitCode);
        Assert.False(File.Exists(Path.Combine(folder, "run", "state.json")));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_a_killed_app_host_left_is_ended_before_the_next_start()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"bidforge-test-{Environment.ProcessId}-{Guid.NewGuid():N}");
        using var left = Process.Start("setsid", ["sleep", "300"]);
        new Leftovers(Path.Combine(folder, "run", "pids")).Record("left", left.Id, ProcessTable.StartTime(left.Id)!.Value);

        Assert.Equal(["left"], await new Leftovers(Path.Combine(folder, "run", "pids")).EndAsync(Stop));

        await left.WaitForExitAsync(Stop);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Another_process_with_the_number_of_one_that_was_left_is_spared()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"bidforge-test-{Environment.ProcessId}-{Guid.NewGuid():N}");
        using var other = Process.Start("setsid", ["sleep", "300"]);
        new Leftovers(folder).Record("left", other.Id, ProcessTable.StartTime(other.Id)!.Value - 1);

        Assert.Empty(await new Leftovers(folder).EndAsync(Stop));

        Assert.False(other.HasExited);
        other.Kill();
        Directory.Delete(folder, recursive: true);
    }

    private static Process StartHost(string folder, string only) => Process.Start(new ProcessStartInfo(
        Machine.Dotnet, [Repository.Output("BidForge.AppHost"), "--only", only, "--state-dir", folder]))!;

    private static async Task<SystemState> HealthyAsync(string folder, int pid)
    {
        await Eventually.TrueAsync(
            () => Task.FromResult(SystemState.Read(Path.Combine(folder, "run")) is { SecondsToHealthy: not null } s && s.Pid == pid), "it is healthy", Stop);
        return SystemState.Read(Path.Combine(folder, "run"))!;
    }
}
