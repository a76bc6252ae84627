using System.Runtime.InteropServices;
using System.Text.Json;

namespace BidForge.Cli.Setup;

/// <summary>
/// The packages that services and tools use, compiled ahead of time once (ReadyToRun) instead of by every process at its start: a third of the processor time of a start.
/// They are kept in artifacts/ahead/{package}/{version}, from where every build takes them (Directory.Build.targets). Without them everything works, more slowly.
/// </summary>
internal static class CompiledAhead
{
    private static readonly string[] Programs = ["services", "gateway", "web", "tools"];

    private static string Folder => Path.Combine(Repository.Root, "artifacts", "ahead");

    /// <summary>Compiles what is missing. Where the compiler can't be had, packages stay as they come.</summary>
    public static async Task EnsureAsync(bool show, CancellationToken cancellationToken)
    {
        // Which packages there are is known once they are restored: in a fresh clone this tool has been, and nothing else.
        if (!AssetsFiles().All(File.Exists))
            await Shell.RunAsync(Machine.Dotnet, ["restore", "BidForge.sln", "-v", "q", "-nologo", "-p:UseAspire=false"], cancellationToken);
        var packages = Packages();
        var missing = packages.Where(package => !File.Exists(package.Compiled) && !File.Exists(package.Refused)).ToList();
        if (missing.Count == 0)
            return;
        if (await CompilerAsync(cancellationToken) is not { } compiler)
        {
            if (show)
                AnsiConsole.MarkupLine("[grey]The ahead-of-time compiler can't be had: processes will start more slowly.[/]");
            return;
        }

        if (show)
            AnsiConsole.MarkupLineInterpolated($"[grey]Compiling {missing.Count} packages ahead, once ...[/]");
        var references = packages.Select(package => package.Assembly).Concat(Frameworks()).SelectMany(reference => new[] { "-r", reference }).ToList();
        await Parallel.ForEachAsync(
            missing, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken },
            async (package, token) =>
            {
                if (!await CompileAsync(compiler, package, references, token) && show)
                    AnsiConsole.MarkupLineInterpolated($"[grey]{Path.GetFileName(package.Assembly)} does not compile ahead, and stays as it is.[/]");
            });
    }

    private static async Task<bool> CompileAsync(string compiler, PackageAssembly package, IEnumerable<string> references, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(package.Compiled)!);
        // Another build may be at it too: whichever comes last puts a whole file in place of a whole file.
        var half = $"{package.Compiled}.{Environment.ProcessId}";
        var (code, said) = await Shell.RunAsync(
            compiler,
            [package.Assembly, "-o", half, "-O", "--targetos", "linux", "--targetarch", RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant(), "--parallelism", "1", .. references],
            cancellationToken);
        if (code == 0)
            File.Move(half, package.Compiled, overwrite: true);
        else
            await File.WriteAllTextAsync(package.Refused, said, CancellationToken.None);
        File.Delete(half);
        return code == 0;
    }

    private static async Task<string?> CompilerAsync(CancellationToken cancellationToken)
    {
        var name = $"microsoft.netcore.app.crossgen2.{RuntimeInformation.RuntimeIdentifier}";
        var version = Environment.Version.ToString(3);
        var folder = Path.Combine(Folder, ".compiler");
        var compiler = Path.Combine(folder, name, version, "tools", "crossgen2");
        // Asked for once a day where it can't be had: a machine without a network would wait for it at every build.
        var refused = Path.Combine(folder, $"{version}.refused");
        if (!File.Exists(compiler) && File.GetLastWriteTimeUtc(refused) < TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-1))
            await Shell.RunAsync(Machine.Dotnet, ["package", "download", $"{name}@{version}", "--output", folder], cancellationToken);
        if (!File.Exists(compiler))
        {
            Directory.CreateDirectory(folder);
            if (!File.Exists(refused) || File.GetLastWriteTimeUtc(refused) < TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-1))
                await File.WriteAllTextAsync(refused, "", CancellationToken.None);
            return null;
        }
        File.SetUnixFileMode(compiler, File.GetUnixFileMode(compiler) | UnixFileMode.UserExecute);
        return compiler;
    }

    private static IEnumerable<string> Frameworks()
    {
        var shared = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", ".."));
        return new[] { "Microsoft.NETCore.App", "Microsoft.AspNetCore.App" }.Select(framework => Path.Combine(shared, framework, Environment.Version.ToString(3)) + "/").Where(Directory.Exists);
    }

    private static List<PackageAssembly> Packages() => [.. AssetsFiles().Where(File.Exists).SelectMany(Read).DistinctBy(package => package.Compiled)];

    /// <summary>What restore writes down of each program.</summary>
    private static IEnumerable<string> AssetsFiles() => Programs
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.csproj", SearchOption.AllDirectories))
        .Select(project => Path.Combine(Repository.Root, "artifacts", "obj", Path.GetFileNameWithoutExtension(project), "project.assets.json"));

    private static IEnumerable<PackageAssembly> Read(string assetsFile)
    {
        using var assets = JsonDocument.Parse(File.ReadAllBytes(assetsFile));
        var root = assets.RootElement;
        var caches = root.GetProperty("packageFolders").EnumerateObject().Select(cache => cache.Name).ToList();
        foreach (var library in root.GetProperty("targets").EnumerateObject().First().Value.EnumerateObject())
        {
            if (library.Value.GetProperty("type").GetString() is not "package" || !library.Value.TryGetProperty("runtime", out var runtime))
                continue;
            var path = root.GetProperty("libraries").GetProperty(library.Name).GetProperty("path").GetString()!;
            foreach (var file in runtime.EnumerateObject().Select(entry => entry.Name).Where(name => name.EndsWith(".dll", StringComparison.Ordinal)))
                if (caches.Select(cache => Path.Combine(cache, path, file)).FirstOrDefault(File.Exists) is { } assembly)
                    yield return new(assembly, Path.Combine(Folder, library.Name.ToLowerInvariant(), Path.GetFileName(file)));
        }
    }

    /// <param name="Assembly">As the package brings it.</param>
    /// <param name="Compiled">Where it is kept, compiled.</param>
    private sealed record PackageAssembly(string Assembly, string Compiled)
    {
        /// <summary>Says why it does not compile.</summary>
        public string Refused => Compiled + ".refused";
    }
}
