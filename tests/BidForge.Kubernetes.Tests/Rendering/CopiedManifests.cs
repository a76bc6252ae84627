using System.Diagnostics;

namespace BidForge.Kubernetes.Tests.Rendering;

/// <summary>A copy of the manifests and of what renders them, for what no folder of the repository says: nobody else sees what is tried there.</summary>
internal sealed class CopiedManifests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("bidforge-manifests-");

    public CopiedManifests()
    {
        foreach (var file in new[] { "k8s", ".github/scripts" }.SelectMany(part => Directory.EnumerateFiles(Path.Combine(Kubectl.Root, part), "*", SearchOption.AllDirectories)))
        {
            var copy = At(Path.GetRelativePath(Kubectl.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    /// <summary>Another environment.</summary>
    /// <param name="kustomization">What it says, from k8s/overlays/tried on.</param>
    public World Render(string kustomization)
    {
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(At("k8s/overlays/tried")).FullName, "kustomization.yaml"), kustomization);
        return Kubectl.Kustomize(At("k8s/overlays/tried"));
    }

    /// <summary>As a roll-out renders it.</summary>
    public World RenderByScript(string environment, IReadOnlyDictionary<string, string> variables, IEnumerable<string> digests)
    {
        Directory.CreateDirectory(At("bin"));
        File.CreateSymbolicLink(At("bin/kubectl"), Kubectl.Program);
        File.WriteAllLines(Path.Combine(Directory.CreateDirectory(At("digests")).FullName, "all"), digests);
        var start = new ProcessStartInfo("bash", [At(".github/scripts/render.sh"), environment, At("digests")]);
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        start.Environment["PATH"] = $"{At("bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        return Kubectl.Run(start);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private string At(string path) => Path.Combine(folder.FullName, path);
}
