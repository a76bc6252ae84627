using System.Net;
using BidForge.Kubernetes.Tests.Rendering;
using BidForge.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace BidForge.Kubernetes.Tests.Programs;

/// <summary>What every program has, as the manifests take it to be.</summary>
[Collection("environment variables")]
public sealed class ProbeTests : IAsyncLifetime
{
    private readonly WebApplication app = Build();

    public static TheoryData<string> Programs => [.. KnownProgram.All.Keys];

    public async ValueTask InitializeAsync() => await app.StartAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Theory, MemberData(nameof(Programs))]
    public async Task Every_path_that_is_probed_or_scraped_answers(string name)
    {
        var world = Kubectl.Render("overlays/production");
        var container = SettingsTests.Container("production", name).Json;
        var paths = new[] { "startupProbe", "livenessProbe", "readinessProbe" }.Select(probe => container.Text($"{probe}/httpGet/path")!)
            .Concat(world.Of("ServiceMonitor").SelectMany(it => it.Json.List("spec/endpoints")).Select(endpoint => endpoint.Text("path")!)).Distinct(StringComparer.Ordinal).ToList();
        Assert.Equal(3, paths.Count);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        foreach (var path in paths)
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
    }

    [Theory, MemberData(nameof(Programs))]
    public void A_pod_is_given_the_time_that_the_program_takes_to_drain(string name)
    {
        var container = SettingsTests.Container("production", name);
        var drain = app.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout.TotalSeconds;
        Assert.InRange(container.Pod.Number("spec/terminationGracePeriodSeconds")!.Value, drain + container.Json.Number("lifecycle/preStop/sleep/seconds")!.Value + 5, 120);
    }

    private static WebApplication Build()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["urls"] = "http://127.0.0.1:0";
        builder.AddProcessDefaults("probed");
        var app = builder.Build();
        app.MapProcessDefaults();
        return app;
    }
}
