using System.Collections.Concurrent;
using System.Diagnostics;
using Aspire.Hosting.Testing;
using BidForge.Kubernetes.Tests.Rendering;
using BidForge.Testing.Hosting;

namespace BidForge.Kubernetes.Tests.Programs;

/// <summary>
/// All eight programs, each started with the command, the variables and the secret files that staging gives it, on servers with the databases, logins and rights that staging's objects make, after
/// staging's jobs have migrated them. Only addresses are this machine's. The bucket for files is not here.
/// </summary>
public sealed class RunningManifests : IAsyncLifetime
{
    private static readonly World World = Kubectl.Render("overlays/staging");

    private readonly Servers servers = new();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("bidforge-cluster-");
    private readonly ConcurrentDictionary<string, ServiceProcess> programs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> ports = KnownProgram.All.Keys.ToDictionary(name => name, _ => FreePort.Choose(), StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Program, string Port), int> opened = new();
    private string? rabbitmq;
    private string? redis;

    public Uri Gateway => programs["gateway"].Address;

    public async ValueTask InitializeAsync()
    {
        try
        {
            await StartAsync();
        }
        catch
        {
            // Nobody disposes of a fixture that did not come up.
            await DisposeAsync();
            throw;
        }
    }

    private async Task StartAsync()
    {
        await servers.InitializeAsync();
        (rabbitmq, redis) = (await servers.App.GetConnectionStringAsync("rabbitmq"), await servers.App.GetConnectionStringAsync("redis"));
        foreach (var job in Migrations)
        {
            var (code, output) = await RunAsync(job, [.. job.Json.Texts("args")]);
            Migrated.Add(job.Owner.Name, code is 0 ? output : throw new InvalidOperationException($"{job}: {output}"));
        }
        await Parallel.ForEachAsync(ports.Keys, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (name, stop) => programs[name] = await StartAsync(name, stop));
    }

    /// <summary>The jobs of a roll-out.</summary>
    internal static IEnumerable<Container> Migrations => World.Containers.Where(it => it.Owner.Kind is "Job");

    /// <summary>What each of them said, by its name.</summary>
    internal Dictionary<string, string> Migrated { get; } = new(StringComparer.Ordinal);

    internal ServiceProcess Program(string name) => programs[name];

    /// <summary>Where a port of a program, by its name in the manifest, is here.</summary>
    internal Uri Port(string program, string port) => new(
        $"http://127.0.0.1:{opened[(program, SettingsTests.Container("staging", program).Json.List("ports").Single(open => open.Text("name") == port).Text("containerPort")!)]}");

    /// <summary>The connection string of a login, as its secret says it, to the server here.</summary>
    internal string Database(string secret, string setting) => servers.Here(World.Find("ExternalSecret", secret)!.Json.Map("spec/target/template/data")[setting]).ConnectionString;

    /// <summary>Runs a job's program as the job does.</summary>
    /// <param name="job">The container of the job.</param>
    /// <param name="arguments">In the place of the job's own.</param>
    internal async Task<(int Code, string Output)> RunAsync(Container job, params string[] arguments)
    {
        var program = job.Json.Texts("command")[1];
        var project = program is "bidforge.dll" ? "BidForge.Cli" : Path.GetFileNameWithoutExtension(program);
        var start = new ProcessStartInfo("dotnet", [Path.Combine(Kubectl.Root, "artifacts", "bin", project, "release", program), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder.FullName };
        foreach (var (name, value) in await Environment.OfAsync(job))
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var program in programs.Values)
            await program.DisposeAsync();
        await servers.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private async Task<ServiceProcess> StartAsync(string name, CancellationToken stop)
    {
        var container = SettingsTests.Container("staging", name);
        var environment = await Environment.OfAsync(container);
        // Each port that it opens is a free one here, also where another setting names it. This machine's are said by a variable that would be told to go before the manifest's.
        environment.Remove("ASPNETCORE_HTTP_PORTS", out var said);
        foreach (var port in said!.Split(';'))
            opened[(name, port)] = opened.Keys.Any(other => other.Program == name) ? FreePort.Choose() : ports[name];
        foreach (var (setting, port) in environment.Where(entry => opened.ContainsKey((name, entry.Value))).ToList())
            environment[setting] = $"{opened[(name, port)]}";
        environment["ASPNETCORE_URLS"] = string.Join(';', said.Split(';').Select(port => $"http://127.0.0.1:{opened[(name, port)]}"));
        foreach (var (setting, address) in environment.Where(entry => entry.Key.StartsWith("services__", StringComparison.Ordinal)).ToList())
            environment[setting] = $"http://127.0.0.1:{ports[new Uri(address).Host]}";
        return await ServiceProcess.StartAsync(Path.GetFileNameWithoutExtension(container.Json.Texts("command")[1]), environment, ports[name], stop);
    }

    private MountedEnvironment Environment => new(World, folder.FullName, (file, template) => file switch
    {
        "ConnectionStrings__rabbitmq" => rabbitmq!,
        "ConnectionStrings__redis" => redis!,
        _ when template!.StartsWith("Host=", StringComparison.Ordinal) => servers.Here(template).ConnectionString,
        _ => Servers.Password,
    });
}
