using System.Collections.Concurrent;
using System.Diagnostics;

namespace BidForge.Kubernetes.Tests.Rendering;

/// <summary>Renders folders of k8s/ as a deployment does. Needs no cluster.</summary>
internal static class Kubectl
{
    private static readonly ConcurrentDictionary<string, Lazy<World>> Rendered = new(StringComparer.Ordinal);

    public static string Root { get; } = FindRoot();

    /// <summary>kubectl from <c>KUBECTL</c>, or where <c>./bidforge test</c> puts it.</summary>
    public static string Program => Environment.GetEnvironmentVariable("KUBECTL") is { Length: > 0 } given ? given : Path.Combine(Root, "artifacts", "tools", "kubectl");

    /// <param name="folder">From k8s/ on, such as overlays/dev.</param>
    public static World Render(string folder) =>
        Rendered.GetOrAdd(folder, key => new(() => Kustomize(Path.Combine(Root, "k8s", key)))).Value;

    /// <param name="folder">Any folder with a kustomization.yaml.</param>
    public static World Kustomize(string folder) => Run(new(Program, ["kustomize", folder]));

    /// <summary>The objects that a program writes out.</summary>
    public static World Run(ProcessStartInfo start)
    {
        if (!File.Exists(Program))
            throw new InvalidOperationException($"{Program} is missing: ./bidforge test --filter Kubernetes sets it up, or KUBECTL names one of version 1.27 or later.");
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        // What is out of date is told as a warning, and is a fault here.
        return process.ExitCode is 0 && errors.Result.Length is 0
            ? new World(Yaml.ReadAll(output))
            : throw new InvalidOperationException($"{start.FileName} {string.Join(' ', start.ArgumentList)}:\n{errors.Result}");
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "BidForge.sln")))
                return folder.FullName;
        throw new InvalidOperationException("BidForge.sln is in no folder above the tests.");
    }
}
