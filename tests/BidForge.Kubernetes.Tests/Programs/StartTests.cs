using System.Net;
using Aspire.Hosting.Testing;
using BidForge.Kubernetes.Tests.Rendering;
using BidForge.Ledger;
using BidForge.Testing.Hosting;

namespace BidForge.Kubernetes.Tests.Programs;

/// <summary>
/// Each program starts with the command, the variables and the secret files that staging gives it, on servers with the databases and rights that staging's objects make, and its probes
/// are answered as the kubelet wants them.
/// </summary>
public sealed class StartTests(Servers servers) : IClassFixture<Servers>
{
    public static TheoryData<string> Programs => [.. KnownProgram.All.Keys];

    [Theory, MemberData(nameof(Programs))]
    public async Task A_program_starts_with_its_manifest_and_passes_its_probes(string name)
    {
        var world = Kubectl.Render("overlays/staging");
        var container = SettingsTests.Container("staging", name);
        var folder = Directory.CreateTempSubdirectory("bidforge-cluster-");
        try
        {
            var environment = await EnvironmentAsync(world, container, folder.FullName);
            await using var program = await ServiceProcess.StartAsync(Path.GetFileNameWithoutExtension(container.Json.Texts("command")[1]), environment, 0, TestContext.Current.CancellationToken);
            using var client = program.CreateHttpClient();
            foreach (var probe in new[] { "startupProbe", "livenessProbe", "readinessProbe" })
                await PassesAsync(client, container.Json.Text($"{probe}/httpGet/path")!, program, body => probe is not "readinessProbe" || HasAll(name, body));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Every server that it names is there for it. The other programs and the bucket are not, here.</summary>
    private static bool HasAll(string name, string health)
    {
        var absent = name switch { "gateway" => KnownProgram.All.Keys, "file" => ["blobs"], _ => Enumerable.Empty<string>() };
        return Yaml.ReadAll(health).Single().At("checks")!.AsObject().Where(check => !absent.Contains(check.Key)).ToList() is { Count: > 0 } checks
            && checks.All(check => check.Value.Text("status") is "healthy");
    }

    private static async Task PassesAsync(HttpClient client, string path, ServiceProcess program, Func<string, bool> isGood)
    {
        var answer = "";
        for (var tries = 0; tries < 120; tries++)
        {
            using var response = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            if (response.StatusCode is HttpStatusCode.OK && isGood(answer))
                return;
            await Task.Delay(250, TestContext.Current.CancellationToken);
        }
        Assert.Fail($"{path} is never answered well: {answer}\n{program.Log}");
    }

    /// <summary>The manifest's variables, with what is mounted put into a folder here.</summary>
    private async Task<Dictionary<string, string>> EnvironmentAsync(World world, Container container, string folder)
    {
        var environment = container.Json.List("env").ToDictionary(variable => variable.Text("name")!, variable => variable.Text("value")
            ?? world.Find("ConfigMap", variable.Text("valueFrom/configMapKeyRef/name"))?.Json.Map("data")[variable.Text("valueFrom/configMapKeyRef/key")!] ?? "a-pod");
        // The test chooses a free port by another variable, which goes before this one.
        environment.Remove("ASPNETCORE_HTTP_PORTS");
        foreach (var (setting, path) in environment.Where(entry => entry.Value.StartsWith("/etc/bidforge/", StringComparison.Ordinal)).ToList())
        {
            environment[setting] = folder + path;
            var mount = container.Json.List("volumeMounts").Single(mount => path == mount.Text("mountPath") || Path.GetDirectoryName(path) == mount.Text("mountPath"));
            Directory.CreateDirectory(folder + mount.Text("mountPath"));
            foreach (var file in Produced.FilesOf(world, container.Pod.List("spec/volumes").Single(volume => volume.Text("name") == mount.Text("name")))!)
                await WriteAsync(world, container, file, Path.Combine(folder + mount.Text("mountPath"), file));
        }
        return environment;
    }

    private async Task WriteAsync(World world, Container container, string file, string path)
    {
        if (file.EndsWith(".json", StringComparison.Ordinal))
            KeyFileOnDisk.CreateNew(path, KeyFile.Create(TimeProvider.System.GetUtcNow()));
        else
            await File.WriteAllTextAsync(path, await ValueAsync(file, world.Find("ExternalSecret", container.Owner.Name)!.Json.Map("spec/target/template/data").GetValueOrDefault(file)));
    }

    private async Task<string> ValueAsync(string file, string? template) => file switch
    {
        "ConnectionStrings__rabbitmq" => (await servers.App.GetConnectionStringAsync("rabbitmq"))!,
        "ConnectionStrings__redis" => (await servers.App.GetConnectionStringAsync("redis"))!,
        _ when template!.StartsWith("Host=", StringComparison.Ordinal) => servers.Here(template).ConnectionString,
        _ => Servers.Password,
    };
}
