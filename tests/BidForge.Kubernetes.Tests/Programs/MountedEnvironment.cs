using BidForge.Kubernetes.Tests.Rendering;
using BidForge.Ledger;

namespace BidForge.Kubernetes.Tests.Programs;

/// <summary>What a container of the manifests is started with: its variables, and its secrets as files below a folder of this machine.</summary>
internal sealed class MountedEnvironment(World world, string folder, Func<string, string?, string> valueOf)
{
    /// <summary>The variables.</summary>
    public async Task<Dictionary<string, string>> OfAsync(Container container)
    {
        var environment = container.Json.List("env").ToDictionary(variable => variable.Text("name")!, variable => variable.Text("value")
            ?? world.Find("ConfigMap", variable.Text("valueFrom/configMapKeyRef/name"))?.Json.Map("data")[variable.Text("valueFrom/configMapKeyRef/key")!] ?? "a-pod");
        foreach (var (setting, path) in environment.Where(entry => entry.Value.StartsWith("/etc/bidforge/", StringComparison.Ordinal)).ToList())
        {
            environment[setting] = Here(container, path);
            var mount = container.Json.List("volumeMounts").Single(mount => path == mount.Text("mountPath") || Path.GetDirectoryName(path) == mount.Text("mountPath"));
            Directory.CreateDirectory(Here(container, mount.Text("mountPath")!));
            var volume = container.Pod.List("spec/volumes").Single(volume => volume.Text("name") == mount.Text("name"));
            foreach (var file in Produced.FilesOf(world, volume)!)
            {
                var here = Path.Combine(Here(container, mount.Text("mountPath")!), file);
                if (volume.Has("configMap"))
                    await File.WriteAllTextAsync(here, world.Find("ConfigMap", volume.Text("configMap/name"))!.Json.Map("data")[file]);
                else
                    await WriteAsync(volume.Text("secret/secretName") ?? volume.Text("projected/sources/0/secret/name")!, file, here);
                // As the manifest lets others read it. Its owner may write, for the next time.
                if (volume.Number("secret/defaultMode") is { } mode)
                    File.SetUnixFileMode(here, (UnixFileMode)mode | UnixFileMode.UserWrite);
            }
        }
        return environment;
    }

    private string Here(Container container, string path) => Path.Combine(folder, container.Owner.Name) + path;

    private async Task WriteAsync(string secret, string file, string path)
    {
        if (file.EndsWith(".json", StringComparison.Ordinal))
            KeyFileOnDisk.CreateNew(path, KeyFile.Create(TimeProvider.System.GetUtcNow()));
        else
            await File.WriteAllTextAsync(path, valueOf(file, world.Find("ExternalSecret", secret)?.Json.Map("spec/target/template/data").GetValueOrDefault(file)));
    }
}
