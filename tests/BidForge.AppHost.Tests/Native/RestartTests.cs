namespace BidForge.AppHost.Tests.Native;

public sealed class RestartTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_process_is_started_again_on_its_port()
    {
        var builder = Model.Create();
        builder.AddSink("sink");
        await using var app = builder.Build();
        await app.StartAsync(Stop);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("sink", Stop);
        var (pid, address) = (app.ProcessesOf("sink")[0], app.GetEndpoint("sink"));

        Signals.Send(pid, Signal.Kill);
        await Eventually.TrueAsync(() => Task.FromResult(app.StateOf("sink") is { Restarts: 1, State: RunState.Healthy }), "it was started anew", Stop);

        Assert.NotEqual(pid, app.ProcessesOf("sink")[0]);
        Assert.Equal(address, app.GetEndpoint("sink"));
        using var http = app.CreateHttpClient("sink");
        Assert.Equal("healthy", await http.GetStringAsync("/health", Stop));
    }

    [Fact]
    public async Task A_process_that_is_killed_as_soon_as_it_was_started_ends()
    {
        using var log = new LogFile(Path.Combine(Path.GetTempPath(), $"bidforge-test-{Environment.ProcessId}-killed.log"));
        for (var time = 0; time < 20; time++)
        {
            var process = await Spawner.StartAsync(new Launch("sleep", ["300"]) { WorkingDirectory = Path.GetTempPath() }, log);
            process.Kill();
            await process.Exited.WaitAsync(TimeSpan.FromSeconds(30), Stop);
        }
        File.Delete(log.FilePath);
    }

    [Fact]
    public async Task A_process_that_keeps_ending_is_started_less_and_less_often()
    {
        var builder = Model.Create();
        builder.AddSink("broken").WithEnvironment("Smtp__MaxSize", "1");
        await using var app = builder.Build();
        await app.StartAsync(Stop);
        await Eventually.TrueAsync(() => Task.FromResult(app.StateOf("broken").Restarts >= 3), "it was tried again and again", Stop);

        var log = app.LogOf("broken");
        Assert.Contains("starting again in 0.25 s", log);
        Assert.Contains("starting again in 0.5 s", log);
        Assert.Contains("starting again in 1 s", log);
        Assert.Contains("ended with code", app.StateOf("broken").Error);
    }

    [Fact]
    public async Task A_stopped_resource_stays_down_until_it_is_started()
    {
        var builder = Model.Create();
        builder.AddRedis("redis");
        await using var app = builder.Build();
        await app.StartAsync(Stop);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("redis", Stop);

        await app.StopResourceAsync("redis");
        Assert.Equal(RunState.Stopped, app.StateOf("redis").State);
        Assert.Empty(app.ProcessesOf("redis"));

        await app.StartResourceAsync("redis", Stop);
        Assert.Equal(RunState.Healthy, app.StateOf("redis").State);
    }
}
