using System.Globalization;
using System.Net;
using BidForge.AppHost.Native.Running;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A .NET project of the solution, run from its build output.</summary>
public sealed class ProjectResource(string name, string projectPath) : ProcessResource(name)
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    internal override string Kind => "project";

    // A service finishes what it has begun, for 20 s at most.
    internal override TimeSpan Grace => TimeSpan.FromSeconds(25);

    internal string? HealthPath { get; set; }

    internal int HealthStatus { get; set; } = 200;

    internal string[] Arguments { get; set; } = [];

    internal override Task<Launch> PrepareAsync(RunContext run, int replica, CancellationToken cancellationToken)
    {
        var assembly = Repository.Output(Path.GetFileNameWithoutExtension(projectPath));
        if (!File.Exists(assembly))
            throw new FileNotFoundException($"{assembly} is missing: build AppHost first.", assembly);
        var environment = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = run.EnvironmentName,
            ["DOTNET_ENVIRONMENT"] = run.EnvironmentName,
            ["OTEL_SERVICE_NAME"] = Name,
            ["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={Name}-{replica}",
            ["ASPNETCORE_URLS"] = string.Join(';', Endpoints.Where(e => e.Scheme == "http").Select(e => e.Url(replica))),
            // Many small processes share one machine: a heap that gives memory back counts for more than throughput.
            ["DOTNET_gcServer"] = "0",
            ["DOTNET_gcConcurrent"] = "0",
            ["DOTNET_GCConserveMemory"] = "5",
            ["DOTNET_TieredPGO"] = "0",
            // A worker with nothing to do sleeps at once: spinning first, it takes the core from the next process, and was most of what an idle service used.
            ["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0",
            ["DOTNET_NOLOGO"] = "1",
        };
        // A process of a test lives for a minute: what it would compile again to run faster has no time to pay. Calls are not even counted.
        if (run.Throwaway)
            environment["DOTNET_TC_CallCounting"] = "0";
        // Requests have somewhere else to go.
        if (Replicas > 1)
            environment["Drain__Seconds"] = "1";
        foreach (var endpoint in Endpoints.Where(e => e.Env is not null))
            environment[endpoint.Env!] = endpoint.Ports[replica].ToString(CultureInfo.InvariantCulture);
        foreach (var add in Environment)
            add(environment);
        return Task.FromResult(new Launch(Machine.Dotnet, [assembly, .. Arguments])
        {
            // The content root: appsettings.json and wwwroot are read from the source tree.
            WorkingDirectory = Path.GetDirectoryName(Repository.FromAppHost(projectPath))!,
            Environment = environment,
            ParentDeathSignal = Signal.Kill,
        });
    }

    internal override async Task<bool> IsHealthyAsync(RunContext run, int replica, CancellationToken cancellationToken)
    {
        if (Endpoints.FirstOrDefault(e => e.Scheme == "http") is not { } endpoint || HealthPath is null)
            return true;
        using var answer = await Http.GetAsync(endpoint.Url(replica) + HealthPath, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return answer.StatusCode == (HttpStatusCode)HealthStatus;
    }
}
