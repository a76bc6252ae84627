namespace BidForge.AppHost.Tests.Native;

public sealed class OrderTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_project_starts_once_what_it_waits_for_is_healthy()
    {
        var builder = Model.Create();
        var redis = builder.AddRedis("redis");
        builder.AddSink("sink").WaitFor(redis);
        await using var app = builder.Build();
        await app.StartAsync(Stop);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("sink", Stop);

        var (first, second) = (app.ProcessesOf("redis")[0], app.ProcessesOf("sink")[0]);
        Assert.True(ProcessTable.StartTime(first) < ProcessTable.StartTime(second));
    }

    [Fact]
    public async Task A_project_does_not_start_while_what_it_waits_for_is_not_healthy()
    {
        var builder = Model.Create();
        var sick = builder.AddSink("sick").WithHttpHealthCheck("/there-is-no-such-page");
        builder.AddSink("sink").WaitFor(sick);
        await using var app = builder.Build();
        await app.StartAsync(Stop);
        using var http = app.CreateHttpClient("sick");
        await Eventually.TrueAsync(() => Task.FromResult(Answers(http)), "it answers", Stop);
        await Task.Delay(500, Stop);

        Assert.Equal(RunState.Waiting, app.StateOf("sink").State);
        Assert.Null(app.StateOf("sink").Pid);
    }

    [Fact]
    public async Task Replicas_listen_on_ports_of_their_own_and_dependants_are_handed_each_address()
    {
        var builder = Model.Create();
        var pair = builder.AddSink("pair").WithReplicas(2);
        builder.AddSink("caller").WithReference(pair).WaitFor(pair);
        await using var app = builder.Build();
        await app.StartAsync(Stop);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("caller", Stop);

        var handed = Environment(app.ProcessesOf("caller")[0]);
        var addresses = new[] { handed["services__pair__http__0"], handed["services__pair__http__1"] };
        Assert.NotEqual(addresses[0], addresses[1]);
        using var http = new HttpClient();
        foreach (var address in addresses)
            Assert.Equal("healthy", await http.GetStringAsync($"{address}/health", Stop));
    }

    private static bool Answers(HttpClient http)
    {
        try
        {
            return http.Send(new HttpRequestMessage(HttpMethod.Get, "/alive"), Stop).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static Dictionary<string, string> Environment(int pid) => File.ReadAllText($"/proc/{pid}/environ").Split('\0')
        .Select(v => v.Split('=', 2)).Where(v => v.Length == 2).ToDictionary(v => v[0], v => v[1]);
}
